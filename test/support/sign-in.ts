import { type SignedIn, type SignInRequest, signInAs } from '../../infra/local/sign-in/sign-in-as.ts';

/** The tokens of a person, got through the sign-in page. */
export async function signIn(request: SignInRequest): Promise<Pick<SignedIn, 'accessToken' | 'idToken'>> {
  const { accessToken, idToken } = await signInAs(request);
  return { accessToken, idToken };
}
