import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Resource } from '../contract.ts';
import { functionNameOf } from '../functions/function-arn.ts';

const Properties = z.object({
  RuleSetName: z.string(),
  Rule: z.object({
    Name: z.string(),
    Enabled: z.boolean().default(false),
    Recipients: z.array(z.string()).default([]),
    Actions: z.array(
      z.union([
        z.object({ S3Action: z.object({ BucketName: z.string(), ObjectKeyPrefix: z.string().default('') }) }),
        z.object({ LambdaAction: z.object({ FunctionArn: z.string() }) }),
      ]),
    ),
  }),
});

export type ReceiptAction =
  | { does: 'store'; bucket: string; prefix: string }
  | { does: 'invoke'; functionArn: string; functionName: string };

export type ReceiptRule = {
  arn: string;
  /** Whether mail to this address is its own. */
  takes(address: string): boolean;
  /** In the order in which they are done. */
  actions: ReceiptAction[];
};

/** The enabled `AWS::SES::ReceiptRule`s. Their rule set counts as active, which AWS leaves to a person. */
export function readReceiptRules(resources: readonly Resource[]): ReceiptRule[] {
  return resources
    .filter(({ type }) => type === 'AWS::SES::ReceiptRule')
    .map(({ properties }) => Properties.parse(properties))
    .filter(({ Rule }) => Rule.Enabled)
    .map(({ RuleSetName, Rule }) => ({
      arn: `arn:aws:ses:${LOCAL_REGION}:${LOCAL_ACCOUNT}:receipt-rule-set/${RuleSetName}:receipt-rule/${Rule.Name}`,
      takes: (address) => Rule.Recipients.length === 0 || Rule.Recipients.some((each) => covers(each, address)),
      actions: Rule.Actions.map(toAction),
    }));
}

/** An address, a domain, or with a dot before it the subdomains of one. */
function covers(recipient: string, address: string): boolean {
  const [wanted, given] = [recipient.toLowerCase(), address.toLowerCase()];
  if (wanted.includes('@')) return wanted === given;
  const domain = given.slice(given.lastIndexOf('@') + 1);
  return wanted.startsWith('.') ? domain.endsWith(wanted) : domain === wanted;
}

function toAction(action: z.output<typeof Properties>['Rule']['Actions'][number]): ReceiptAction {
  if ('S3Action' in action) {
    const { BucketName, ObjectKeyPrefix } = action.S3Action;
    return { does: 'store', bucket: BucketName, prefix: ObjectKeyPrefix };
  }
  const { FunctionArn } = action.LambdaAction;
  return { does: 'invoke', functionArn: FunctionArn, functionName: functionNameOf(FunctionArn) };
}
