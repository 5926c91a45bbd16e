/**
 * Condition keys that the local run fills in, and whether IAM sees one value or a set. A key that nobody fills in would be
 * "missing", and IAM lets a missing key pass in several operators: so any other key is refused by name.
 * Source: Service Authorization Reference.
 */
const conditionKeys = {
  'aws:PrincipalAccount': 'one',
  'aws:RequestedRegion': 'one',
  'aws:SecureTransport': 'one',
  'aws:SourceAccount': 'one',
  'aws:SourceArn': 'one',
  'dynamodb:Attributes': 'set',
  'dynamodb:LeadingKeys': 'set',
  'dynamodb:ReturnValues': 'one',
  'dynamodb:Select': 'one',
  'events:TargetArn': 'set',
  'events:detail-type': 'one',
  'events:source': 'one',
  'iam:PassedToService': 'one',
  'ses:ApiVersion': 'one',
  'ses:FromAddress': 'one',
  'ses:FromDisplayName': 'one',
  'ses:Recipients': 'set',
} as const satisfies Record<string, 'one' | 'set'>;

type ConditionKey = { name: string; values: 'one' | 'set' };

const byLowerCase = new Map<string, ConditionKey>(
  Object.entries(conditionKeys).map(([name, values]) => [name.toLowerCase(), { name, values }]),
);

/** Finds a key as a policy may spell it: IAM compares key names without case. */
export function conditionKey(spelled: string): ConditionKey {
  const key = byLowerCase.get(spelled.toLowerCase());
  if (key) return key;
  throw new Error(
    `Condition key "${spelled}" is one that the local run does not fill in. Fill it in where the request is read, and add it to infra/local/iam/condition-keys.ts.`,
  );
}

/** A misspelt key in a request would count as missing: it is refused like one in a policy. */
export function refuseUnknownKeys(context: Record<string, string[]>): void {
  for (const name of Object.keys(context)) {
    if (conditionKey(name).name !== name) throw new Error(`Condition key "${name}" of a request is misspelt.`);
  }
}
