/** Anything that a person may type into a search: up to a hundred characters, none of which is a sign of control. */
export const SEARCH_WORDS = /^[^\p{Cc}\p{Cs}]{1,100}$/u;
