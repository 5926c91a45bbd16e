/**
 * On-demand prices of us-east-1 in dollars. Written down on the day below from memory of the public pages that each names,
 * since the machine that this was made on reaches none of them: check them before you rely on the sum.
 */
export const PRICES_OF = '2026-11-28';

export const PRICES = {
  httpApiRequest: { dollars: 1.0 / 1e6, source: 'aws.amazon.com/api-gateway/pricing: HTTP APIs, first 300 million' },
  lambdaRequest: { dollars: 0.2 / 1e6, source: 'aws.amazon.com/lambda/pricing: requests' },
  lambdaGigabyteSecond: { dollars: 0.0000133334, source: 'aws.amazon.com/lambda/pricing: Arm, first tier' },
  writeUnit: { dollars: 0.625 / 1e6, source: 'aws.amazon.com/dynamodb/pricing/on-demand: write request units' },
  readUnit: { dollars: 0.125 / 1e6, source: 'aws.amazon.com/dynamodb/pricing/on-demand: read request units' },
  busEvent: { dollars: 1.0 / 1e6, source: 'aws.amazon.com/eventbridge/pricing: custom events' },
  logGigabyte: { dollars: 0.5, source: 'aws.amazon.com/cloudwatch/pricing: logs, collected' },
  stateTransition: { dollars: 25 / 1e6, source: 'aws.amazon.com/step-functions/pricing: standard workflows' },
  durableOperation: { dollars: 8 / 1e6, source: 'aws.amazon.com/lambda/pricing: durable functions, operations' },
  email: { dollars: 0.1 / 1e3, source: 'aws.amazon.com/ses/pricing: outbound' },
} as const;

export type Priced = keyof typeof PRICES;

export type Usage = Partial<Record<Priced, number>>;

/** Dollars for a million times this usage, by what is paid for, the dearest first. */
export function dollarsPerMillion(usage: Usage): { of: Priced; dollars: number }[] {
  return (Object.entries(usage) as [Priced, number][])
    .map(([of, amount]) => ({ of, dollars: PRICES[of].dollars * amount * 1e6 }))
    .sort((a, b) => b.dollars - a.dollars);
}

export function total(parts: readonly { dollars: number }[]): number {
  return parts.reduce((sum, { dollars }) => sum + dollars, 0);
}
