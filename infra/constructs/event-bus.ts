import { Duration } from 'aws-cdk-lib';
import { EventBus as Bus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EVENT_SOURCE, type EventName } from '#shared/events/events.ts';
import { allow, type FlowFunction } from './flow-function.ts';

const retries = { retryAttempts: 20, maxEventAge: Duration.hours(6) };

/** The bus that the parts of the system meet on. Events carry ids and states, so that a lost or repeated one does no harm. */
export class EventBus extends Construct {
  readonly #bus: Bus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#bus = new Bus(this, 'Default', { description: 'What happened in Countersign: ids and states only' });
  }

  get env(): { EVENT_BUS: string } {
    return { EVENT_BUS: this.name };
  }

  get name(): string {
    return this.#bus.eventBusName;
  }

  publish(): PolicyStatement {
    return allow(['events:PutEvents'], this.#bus.eventBusArn);
  }

  /** Each event of one of these types starts the function. */
  starts(started: FlowFunction, ...detailType: EventName[]): void {
    this.#starts(started, { detailType });
  }

  /** The same, of conversations whose ids begin so and no others. */
  startsOf(prefix: string, started: FlowFunction, ...detailType: EventName[]): void {
    this.#starts(started, { detailType, detail: { conversationId: [{ prefix }] } });
  }

  #starts(started: FlowFunction, pattern: Pick<EventPattern, 'detailType' | 'detail'>): void {
    started.invokedAsynchronously({ retries: 2, maxAge: Duration.hours(6) });
    new Rule(this, `Starts${started.node.id}`, {
      eventBus: this.#bus,
      eventPattern: { source: [EVENT_SOURCE], ...pattern },
      targets: [new LambdaFunction(started.lambda, { ...retries, deadLetterQueue: started.deadLetters })],
    });
  }
}
