import * as z from 'zod';
import {
  type AwsReply,
  type AwsRequest,
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type LocalService,
  type Resource,
} from '../contract.ts';
import type { Mail } from '../ses/mail.ts';
import { invitationMail } from './invitation-mail.ts';
import type { LocalUsers, User } from './users.ts';

const TARGET = 'AWSCognitoIdentityProviderService.';
const SERVED = ['AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser'] as const;
type Operation = (typeof SERVED)[number];

const OfUser = z.looseObject({ UserPoolId: z.string(), Username: z.string().min(1).max(128) });
const NewUser = z.strictObject({
  ...OfUser.shape,
  UserAttributes: z.array(z.object({ Name: z.enum(['email', 'email_verified']), Value: z.string() })).optional(),
  DesiredDeliveryMediums: z.tuple([z.literal('EMAIL')]),
  MessageAction: z.literal('RESEND').optional(),
});

type Cognito = { resources: Resource[]; users: LocalUsers; send: (mail: Mail, caller: string) => Promise<unknown> };

/**
 * Stands in for the user pools of Cognito (signing name `cognito-idp`): makes, shows and deletes users of the template's pool,
 * and sends invitations to the local mailbox. Whom it has, the sign-in page offers.
 */
export function cognitoService({ resources, users, send }: Cognito): LocalService {
  const pool = resources.find(({ type }) => type === 'AWS::Cognito::UserPool');

  async function create(request: AwsRequest): Promise<AwsReply> {
    const asked = NewUser.safeParse(JSON.parse(request.body.toString('utf8')));
    if (!asked.success) return refusal('InvalidParameterException', z.prettifyError(asked.error));
    const { Username, MessageAction } = asked.data;
    const known = users.find(Username);
    if (MessageAction === 'RESEND' ? !known : known)
      return known
        ? refusal('UsernameExistsException', 'User account already exists')
        : refusal('UserNotFoundException', 'User does not exist.');
    const user = known ?? users.add(Username);
    await send(invitationMail(pool?.properties ?? {}, user.email), request.caller);
    return reply(200, { User: { ...shown(user), Attributes: attributesOf(user) } });
  }

  return {
    permissions(request) {
      const operation = operationOf(request);
      const { data } = OfUser.safeParse(bodyOf(request));
      return operation && data
        ? [{ action: `cognito-idp:${operation}`, resource: poolArn(data.UserPoolId), context: {} }]
        : [];
    },
    async serve(request) {
      const operation = operationOf(request);
      const { data } = OfUser.safeParse(bodyOf(request));
      if (!operation || !data)
        return refusal('InvalidParameterException', `The local run serves ${SERVED.join(', ')}.`);
      if (operation === 'AdminCreateUser') return create(request);
      const user = users.find(data.Username);
      if (!user) return refusal('UserNotFoundException', 'User does not exist.');
      if (operation === 'AdminGetUser') return reply(200, { ...shown(user), UserAttributes: attributesOf(user) });
      users.remove(user);
      return reply(200, {});
    },
  };
}

/** Nobody chooses a password here, so everybody stays as they were invited. */
function shown({ sub, createdAt }: User) {
  const at = Date.parse(createdAt) / 1000;
  return {
    ...{ Username: sub, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' },
    ...{ UserCreateDate: at, UserLastModifiedDate: at },
  };
}

function attributesOf({ sub, email }: User) {
  return [
    { Name: 'sub', Value: sub },
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];
}

function poolArn(id: string): string {
  return `arn:aws:cognito-idp:${LOCAL_REGION}:${LOCAL_ACCOUNT}:userpool/${id}`;
}

function operationOf({ headers }: AwsRequest): Operation | undefined {
  return SERVED.find((operation) => headers['x-amz-target'] === `${TARGET}${operation}`);
}

function bodyOf({ body }: AwsRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function refusal(type: string, message: string): AwsReply {
  return reply(400, { __type: type, message });
}

function reply(status: number, value: unknown): AwsReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(value) };
}
