import { type CfnElement, Stack } from 'aws-cdk-lib';
import { Node } from 'constructs';

/** Says nothing about a resource: CDK gives these names to the only or main child of a construct. */
const silent = ['Default', 'Resource'];

/** Logical ids as people would give them (`Decide`, `DecideRole`), without hashes: they are read in alarms, in logs and in the local run. */
export class ReadableStack extends Stack {
  protected override allocateLogicalId(element: CfnElement): string {
    const belowStack = Node.of(element).scopes.slice(Node.of(this).scopes.length);
    const names = belowStack.map(({ node }) => node.id).filter((name) => !silent.includes(name));
    return names.join('').replace(/[^A-Za-z0-9]/g, '');
  }
}
