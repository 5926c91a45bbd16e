import type { Resources } from '../assembly/resolve-template.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type PermissionCheck } from '../contract.ts';
import { accessDeniedMessage } from './access-denied.ts';
import { compilePolicy } from './policy.ts';
import { roleOf, statementsOf } from './roles.ts';

/** Refused calls carry IAM's whole sentence, the `message` of an AccessDeniedException. */
type CallJudgement = { allowed: true } | { allowed: false; reason: string };
/** `caller` is the logical id of a function, or of a role that a service runs with (the Scheduler's). */
export type JudgeCall = (caller: string, check: PermissionCheck) => CallJudgement;

/** What IAM knows of every call, whatever the service: it comes over TLS in AWS, from this account and region. */
const always = {
  'aws:PrincipalAccount': [LOCAL_ACCOUNT],
  'aws:RequestedRegion': [LOCAL_REGION],
  'aws:SecureTransport': ['true'],
};

/** Compiles the policies of every role once. Throws, naming it, on what a policy says and the local run does not know. */
export function makeJudge(resources: Resources): JudgeCall {
  const callers = new Map<string, JudgeOne>();
  for (const { id, type } of resources.values()) {
    if (type === 'AWS::Lambda::Function' || type === 'AWS::IAM::Role') callers.set(id, judgeOf(id, resources));
  }
  return (caller, check) => {
    const judgeOne = callers.get(caller);
    if (!judgeOne) throw new Error(`"${caller}" is no function and no role of the template.`);
    return judgeOne(check);
  };
}

type JudgeOne = (check: PermissionCheck) => CallJudgement;

function judgeOf(id: string, resources: Resources): JudgeOne {
  const role = roleOf(id, resources);
  const judge = naming(`role ${role.id}`, () => compilePolicy(statementsOf(id, resources)));
  return (check) => {
    const judgement = judge({ ...check, context: { ...always, ...check.context } });
    if (judgement.allowed) return judgement;
    return { allowed: false, reason: accessDeniedMessage({ role: role.ref, session: id }, check, judgement.reason) };
  };
}

function naming<T>(what: string, compile: () => T): T {
  try {
    return compile();
  } catch (cause) {
    throw new Error(`The policies of ${what}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
