/** What one of the public says: a hundred characters. */
export const WORDS = '建议在学校门口增设人行横道和减速带，保障学生安全。'.repeat(4);
