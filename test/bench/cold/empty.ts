/** What any function takes to start. */
export const handler = async (_event: unknown) => ({ statusCode: 204 });
