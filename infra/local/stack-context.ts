import { type Assembly, readAssembly } from './assembly/read-assembly.ts';
import type { AssembledResource } from './assembly/resolve-template.ts';
import { type LocalDeadLetters, openDeadLetters } from './dead-letters.ts';
import type { LocalDatabase } from './dynamodb/start-dynamodb.ts';
import type { Ports } from './free-ports.ts';
import { type JudgeCall, makeJudge } from './iam/judge-call.ts';
import { makeServiceJudge, type ServiceJudge } from './iam/judge-service.ts';

export type StackOptions = {
  /** What `cdk synth` wrote. */
  assemblyDirectory: string;
  stateDirectory: string;
  ports: Ports;
  database: LocalDatabase;
  /** Refusals, retries, lost letters: what a person at the terminal should see. */
  log: (line: string) => void;
  /** A part that stands. */
  progress?: (part: string) => void;
};

/** What the parts of a running stack share. */
export type StackContext = Omit<StackOptions, 'progress'> & {
  urls: ReturnType<typeof urlsOf>;
  assembly: Assembly;
  resources: AssembledResource[];
  judge: JudgeCall;
  services: ServiceJudge;
  deadLetters: LocalDeadLetters;
};

/** Reads the assembly and who may do what in it. Nothing runs yet. */
export function openContext(options: StackOptions): StackContext {
  const urls = urlsOf(options.ports);
  const assembly = readAssembly(options.assemblyDirectory, { apiUrl: urls.api, issuer: urls.signIn });
  return {
    ...options,
    urls,
    assembly,
    resources: [...assembly.resources.values()],
    judge: makeJudge(assembly.resources),
    services: makeServiceJudge(assembly.resources),
    deadLetters: openDeadLetters(options.stateDirectory),
  };
}

function urlsOf(ports: Ports) {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return { api: at(ports.api), signIn: at(ports.signIn), aws: at(ports.aws), local: `${at(ports.aws)}/_local` };
}
