/** A role that the product gives rights to. */
export type DatabaseRole = 'app' | 'sealer' | 'auditor';

/** The roles by what they are called on the server. None of them can log in: a login is made a member of one. */
export const ROLES: Readonly<Record<DatabaseRole, string>> = {
  app: 'duecourse_app',
  sealer: 'duecourse_sealer',
  auditor: 'duecourse_auditor',
};

/** The role as which the service works. */
export const APPLICATION_ROLE = ROLES.app;
