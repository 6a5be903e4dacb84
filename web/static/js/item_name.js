// How an item of the programme is called: its speaker, else its name, else its kind. The chair has no name here.
const CHAIR = 'chair';

export function nameOf(item) {
  const field = name => item.querySelector(`[name="item.${name}"]`);
  const speaker = field('speaker').value.trim();
  const kind = field('kind').selectedOptions[0].text;
  return (speaker === CHAIR ? '' : speaker) || field('title').value.trim() || kind;
}
