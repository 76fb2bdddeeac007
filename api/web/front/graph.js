// What the server says of a thing and its neighbours.
export const keyOf = (edge) => `${edge.source} ${edge.relation} ${edge.target}`;

export async function fetchPart(api, iri, part) {
  const asked = new URLSearchParams({ of: iri });
  if (part) {
    asked.set("relation", part.relation);
    asked.set("inward", part.inward);
    asked.set("from", part.following);
  }
  const answer = await fetch(`${api}?${asked}`, { headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? answer.statusText);
  return body;
}
