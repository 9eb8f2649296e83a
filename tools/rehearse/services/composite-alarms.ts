import { type Service, xmlResponse } from '#tools/rehearse/aws-request.ts';

/** CloudWatch composite alarms. moto handles metric alarms. */
export function compositeAlarms(): Service {
  const alarms = new Map<string, URLSearchParams>();

  const put = (form: URLSearchParams) => {
    alarms.set(form.get('AlarmName') ?? '', form);
    return xmlResponse('PutCompositeAlarm', '<PutCompositeAlarmResponse/>');
  };

  const remove = (form: URLSearchParams) => {
    const deleted = listMembers(form, 'AlarmNames').filter((name) => alarms.delete(name));
    return deleted.length > 0 ? xmlResponse('DeleteAlarms', '<DeleteAlarmsResponse/>') : undefined;
  };

  const describe = (form: URLSearchParams) => {
    if (!listMembers(form, 'AlarmTypes').includes('CompositeAlarm')) return undefined;
    const found = listMembers(form, 'AlarmNames').flatMap((name) => alarms.get(name) ?? []);
    return xmlResponse('DescribeAlarms', describeResponse(found));
  };

  const listTags = (form: URLSearchParams) => {
    const alarm = [...alarms].find(([name]) => toArn(name) === form.get('ResourceARN'))?.[1];
    return alarm && xmlResponse('ListTagsForResource', tagsResponse(alarm));
  };

  const operations = new Map([
    ['PutCompositeAlarm', put],
    ['DeleteAlarms', remove],
    ['DescribeAlarms', describe],
    ['ListTagsForResource', listTags],
  ]);
  return ({ operation, form }) => operations.get(operation)?.(form);
}

const texts = [
  'AlarmName',
  'AlarmDescription',
  'AlarmRule',
  'ActionsEnabled',
  'ActionsSuppressor',
  'ActionsSuppressorWaitPeriod',
  'ActionsSuppressorExtensionPeriod',
];
const lists = ['AlarmActions', 'OKActions', 'InsufficientDataActions'];

function describeResponse(alarms: readonly URLSearchParams[]): string {
  const members = alarms.map((form) => element('member', toElement(form))).join('');
  return element('DescribeAlarmsResponse', element('DescribeAlarmsResult', element('CompositeAlarms', members)));
}

const toElement = (form: URLSearchParams): string =>
  [
    element('AlarmArn', toArn(form.get('AlarmName') ?? '')),
    ...texts.flatMap((name) => (form.has(name) ? [element(name, escaped(form.get(name) ?? ''))] : [])),
    ...lists.map((name) =>
      element(
        name,
        listMembers(form, name)
          .map((value) => element('member', value))
          .join(''),
      ),
    ),
  ].join('');

const toArn = (name: string): string => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`;

function tagsResponse(form: URLSearchParams): string {
  const keys = [...form].filter(([name]) => /^Tags\.member\.\d+\.Key$/.test(name));
  const tags = keys.map(([name, key]) => {
    const value = form.get(name.replace(/Key$/, 'Value')) ?? '';
    return element('member', element('Key', key) + element('Value', value));
  });
  return element('ListTagsForResourceResponse', element('ListTagsForResourceResult', element('Tags', tags.join(''))));
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const listMembers = (form: URLSearchParams, list: string): readonly string[] =>
  [...form].filter(([name]) => name.startsWith(`${list}.member.`)).map(([, value]) => value);
