import { LOCAL_ACCOUNT, type PermissionCheck } from '../contract.ts';

/**
 * The sentence of an AccessDeniedException, in IAM's words.
 * @param reason as a judgement gives it: `because no identity-based policy allows the … action`
 */
export function accessDeniedMessage(
  caller: { role: string; session: string },
  check: Pick<PermissionCheck, 'action' | 'resource'>,
  reason: string,
): string {
  const user = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${caller.role}/${caller.session}`;
  return `User: ${user} is not authorized to perform: ${check.action} on resource: ${check.resource} ${reason}`;
}
