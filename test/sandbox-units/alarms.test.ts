import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { startSandbox } from "./network.ts";

test("a topic takes alarms of its own account without a policy of its own", async () => {
  const { make } = await startSandbox();
  const { id: topic } = await make(tokens.TOPIC, { name: "alarms" });
  const alarm = await make(tokens.ALARM, {
    ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 60 },
    ...{ metricName: "ResourceCount", namespace: "AWS/Usage", period: 300, statistic: "Maximum" },
    alarmActions: [topic],
  });
  expect(alarm.id).toMatch(/^thing-\d+-[0-9a-f]{7}$/);
  expect(alarm.outputs).toMatchObject({ actionsEnabled: true, treatMissingData: "missing" });
});

test("a person's subscription waits for an answer, a queue's does not, and both go with their topic", async () => {
  const { cloud, engine, make } = await startSandbox();
  const topic = await make(tokens.TOPIC, { name: "alarms" });
  const queue = await make(tokens.QUEUE, { name: "alarms" });
  const email = { topic: topic.id, protocol: "email", endpoint: "platform@example.com" };
  const sqs = { topic: topic.id, protocol: "sqs", endpoint: queue.outputs["arn"]! };
  const made = [await make(tokens.TOPIC_SUBSCRIPTION, email), await make(tokens.TOPIC_SUBSCRIPTION, sqs)];
  expect(made.map(({ outputs }) => outputs["pendingConfirmation"])).toEqual([true, false]);
  await engine.delete(topic);
  expect(cloud.list().map(({ type }) => type)).toEqual([tokens.QUEUE]);
});
