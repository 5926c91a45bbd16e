/** Where a run of tests keeps what its files share: variables of the environment, which vitest hands on to its workers. */

/** The address of the DynamoDB Local. */
export const DATABASE_URL = 'COUNTERSIGN_TEST_DATABASE';
/** The file with the template. */
export const TEMPLATE_FILE = 'COUNTERSIGN_TEST_TEMPLATE';
/** The directory of the assembly that the local stack runs. */
export const ASSEMBLY_DIRECTORY = 'COUNTERSIGN_TEST_ASSEMBLY';
