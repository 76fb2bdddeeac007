// What the editor completes: our prefixes, and the classes and properties that are used, as the VoID description counts
// them, with the names that the ontology gives them.
const VOID = "http://rdfs.org/ns/void#", LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const TRIPLE = /^<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([\w-]+))?)/;

async function triples(address) {
  const answer = await fetch(address, { headers: { Accept: "application/n-triples" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.text()).split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean);
}

export function register(Yasqe, { void: description, ontology, language }, prefixes) {
  let known = null;
  const terms = () => (known ??= Promise.all([triples(description), triples(ontology)]).then(([counted, named]) => ({
    class: used(counted, "class"),
    property: used(counted, "property"),
    labels: new Map(named.filter(([, , predicate, , , tag]) => predicate === LABEL && (tag ?? "").startsWith(language)).map(([, subject, , , text]) => [subject, text])),
  })));
  const add = (name, base, more) => Yasqe.registerAutocompleter({ ...Yasqe.Autocompleters[base], persistenceId: undefined, bulk: false, autoShow: true, ...more, name }, false);
  add("our-prefixes", "prefixes", {
    get: (_, token) => {
      const start = (token?.autocompletionString ?? token?.string ?? "").replace(/^PREFIX\s*/i, "");
      return Object.entries(prefixes).filter(([name]) => `${name}:`.startsWith(start)).map(([name, iri]) => `${name}: <${iri}>`).sort();
    },
  });
  for (const kind of ["class", "property"]) {
    add(`our-${kind}`, kind, {
      get: async (_, token) => {
        const start = token?.autocompletionString ?? "";
        return (await terms())[kind].filter((iri) => iri.startsWith(start) || iri.split(/[#/]/).pop().toLowerCase().startsWith(start.toLowerCase()));
      },
      postprocessHints: (editor, hints) => {
        const short = editor.getPrefixesFromQuery();
        return hints.map((hint) => ({ ...hint, displayText: `${hint.displayText ?? hint.text}${labelled(hint, short)}` }));
      },
    });
  }
  const labelled = (hint, short) => {
    const [prefix, local] = hint.text.split(":");
    const iri = hint.text.startsWith("<") ? hint.text.slice(1, -1) : `${short[prefix] ?? ""}${local ?? ""}`;
    const label = labels.get(iri);
    return label ? `  ${label}` : "";
  };
  let labels = new Map();
  terms().then((found) => { labels = found.labels; }, () => { known = Promise.resolve({ class: [], property: [], labels }); });
  const names = ["our-prefixes", "variables", "our-class", "our-property"];
  // Those that would ask other hosts go.
  for (const name of Object.keys(Yasqe.Autocompleters)) if (!names.includes(name)) delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = names;
  return names;
}

const used = (counted, name) => [...new Set(counted.filter(([, , predicate]) => predicate === `${VOID}${name}`).map(([, , , iri]) => iri))].sort();
