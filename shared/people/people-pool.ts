import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

/** Who may sign in: the user pool of the deployment. Who may do what stands in the table. */
export type SignIns = { client: CognitoIdentityProviderClient; userPoolId: string };

export function openSignIns(env: { USER_POOL_ID: string }): SignIns {
  return { client: new CognitoIdentityProviderClient({}), userPoolId: env.USER_POOL_ID };
}

/**
 * Makes a user who may sign in with this address, and sends them the invitation; gives their id (`sub`). Who was invited
 * before, and is not finished since something broke, is the same user, and gets the email again until they signed in.
 */
export async function inviteToSignIn({ client, userPoolId }: SignIns, email: string): Promise<string> {
  const user = { UserPoolId: userPoolId, Username: email, DesiredDeliveryMediums: ['EMAIL' as const] };
  const verified = { Name: 'email_verified', Value: 'true' };
  try {
    const { User } = await client.send(
      new AdminCreateUserCommand({ ...user, UserAttributes: [{ Name: 'email', Value: email }, verified] }),
    );
    return needed(User?.Attributes, 'sub');
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    const found = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email }));
    if (found.UserStatus === 'FORCE_CHANGE_PASSWORD')
      await client.send(new AdminCreateUserCommand({ ...user, MessageAction: 'RESEND' }));
    return needed(found.UserAttributes, 'sub');
  }
}

/** The user can sign in no more, nor refresh; what still lives of their tokens gets them nowhere, since they are no member. */
export async function removeFromSignIn({ client, userPoolId }: SignIns, personId: string): Promise<void> {
  try {
    await client.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: personId }));
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}

/** The address that a user has proved to be theirs; undefined where there is none, or no such user. */
export async function verifiedEmail({ client, userPoolId }: SignIns, personId: string): Promise<string | undefined> {
  try {
    const { UserAttributes } = await client.send(
      new AdminGetUserCommand({ UserPoolId: userPoolId, Username: personId }),
    );
    const isVerified = find(UserAttributes, 'email_verified') === 'true';
    return isVerified ? find(UserAttributes, 'email')?.toLowerCase() : undefined;
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}

function find(attributes: AttributeType[] | undefined, name: string): string | undefined {
  return attributes?.find(({ Name }) => Name === name)?.Value;
}

function needed(attributes: AttributeType[] | undefined, name: string): string {
  const value = find(attributes, name);
  if (!value) throw new Error(`The user pool gave a user without ${name}`);
  return value;
}
