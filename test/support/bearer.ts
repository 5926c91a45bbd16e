import type { Running } from '../../infra/local/running.ts';
import { signInAs } from '../../infra/local/sign-in/sign-in-as.ts';

/** The `authorization` header of a person who signed in as the console lets them. */
export async function bearerOf(running: Running, personId: string): Promise<string> {
  const { issuer, clientId, apiUrl } = running;
  const scopes = ['openid', 'email', 'countersign/approvals.decide'];
  const { accessToken } = await signInAs({ issuer, clientId, redirectUri: `${apiUrl}/`, personId, scopes });
  return `Bearer ${accessToken}`;
}
