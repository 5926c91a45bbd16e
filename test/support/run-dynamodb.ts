/** Run by a test as a process of its own, which it then kills: `node run-dynamodb.ts <directory>`. */
import { startDynamoDb } from '../../infra/local/dynamodb/start-dynamodb.ts';

const { url, accessKeyId } = await startDynamoDb({ directory: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify({ url, accessKeyId })}\n`);
