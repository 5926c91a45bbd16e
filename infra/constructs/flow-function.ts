import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, EventInvokeConfig, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { Bundles } from '../bundle.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';

export type FlowFunctionProps<S extends z.ZodObject> = {
  bundles: Bundles;
  alarms: AlarmTopic;
  /** Path from the project's root; the file exports `handler`. */
  entry: string;
  /** What the handler will read its environment with. */
  envSchema: S;
  environment: z.input<S>;
  /** 10 unless given. */
  timeoutSeconds?: number;
  /** What people lose meanwhile: the text of the alarm. */
  whenThisFails: string;
};

/** One step of the flow: a function with a role, a log and an alarm of its own. It may do nothing that `may` did not say. */
export class FlowFunction<S extends z.ZodObject = z.ZodObject> extends Construct {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly #props: FlowFunctionProps<S>;
  readonly #policy = new PolicyDocument();
  #deadLetters: Queue | undefined;

  constructor(scope: Construct, id: string, props: FlowFunctionProps<S>) {
    super(scope, id);
    this.#props = props;
    refuseUnread(props);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // In the role and not beside it: CloudFormation takes 500 resources a stack.
      inlinePolicies: { May: this.#policy },
    });
    this.may(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn));
    this.lambda = new Lambda(this, 'Default', {
      code: Code.fromAsset(props.bundles.of(props.entry)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(props.timeoutSeconds ?? 10),
      role: this.role,
      logGroup,
      environment: asStrings(props.environment),
      description: props.entry,
    });
    this.alarm('Fails', this.#failures(logGroup), { above: 0, says: `${id} fails` });
  }

  /** A function that answers 500, or leaves a record for later, did not fail for Lambda: its log says that it did. */
  #failures(logGroup: LogGroup): MathExpression {
    const logged = logGroup.addMetricFilter('Errors', {
      filterPattern: FilterPattern.stringValue('$.level', '=', 'error'),
      metricNamespace: 'Countersign',
      metricName: `${this.node.id}Errors`,
      defaultValue: 0,
    });
    return new MathExpression({
      expression: 'failed + logged',
      usingMetrics: {
        failed: this.lambda.metricErrors({ statistic: 'Sum' }),
        logged: logged.metric({ statistic: 'Sum' }),
      },
    });
  }

  /** An alarm that says what is wrong, and what people lose meanwhile. */
  alarm(id: string, metric: Metric | MathExpression, { above, says }: { above: number; says: string }): void {
    this.#props.alarms.when(this, id, metric, { above, says: `${says}: ${this.#props.whenThisFails}.` });
  }

  /** For what must run without being asked: an alarm when it did not, since what does not run logs no error. */
  alarmWhenSilent(): void {
    const invocations = this.lambda.metricInvocations({ statistic: 'Sum' });
    const says = `${this.node.id} did not run for five minutes: ${this.#props.whenThisFails}.`;
    this.#props.alarms.whenSilent(this, 'Silent', invocations, says);
  }

  may(...statements: PolicyStatement[]): void {
    this.#policy.addStatements(...statements);
  }

  mayInvoke(...others: FlowFunction[]): void {
    this.may(allow(['lambda:InvokeFunction'], ...others.map(({ lambda }) => lambda.functionArn)));
  }

  /** Where events end that could not be delivered to this function, or failed in it for good. */
  get deadLetters(): Queue {
    if (!this.#deadLetters) {
      this.#deadLetters = deadLetterQueue(this);
      const waiting = this.#deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' });
      this.alarm('GaveUp', waiting, {
        above: 0,
        says: `${this.node.id} gave up on events, which its dead-letter queue keeps`,
      });
    }
    return this.#deadLetters;
  }

  /** To be said of every function that is invoked without waiting for its answer; failed events are kept. */
  invokedAsynchronously({ retries, maxAge }: { retries: number; maxAge: Duration }): void {
    this.mayKeepDeadLetters();
    new EventInvokeConfig(this, 'Asynchronous', {
      function: this.lambda,
      retryAttempts: retries,
      maxEventAge: maxAge,
      onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
    });
  }

  mayKeepDeadLetters(): void {
    this.may(allow(['sqs:SendMessage'], this.deadLetters.queueArn));
  }
}

/** The type lets a spread bring variables too many; one that the function does not read is a mistake all the same. */
function refuseUnread<S extends z.ZodObject>({ entry, envSchema, environment }: FlowFunctionProps<S>): void {
  const unread = Object.keys(environment).filter((name) => !(name in envSchema.shape));
  if (unread.length > 0)
    throw new Error(`${entry} does not read ${unread.join(', ')}: leave it out, or add it to its schema`);
}

/** Variables are strings already; zod's input type of a general schema does not say so. */
function asStrings(environment: object): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
}

export function allow(actions: string[], ...resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
