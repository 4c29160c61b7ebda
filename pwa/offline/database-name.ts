/** The name of the database of a server at the root of its origin. */
export const DATABASE_NAME = "davy";
