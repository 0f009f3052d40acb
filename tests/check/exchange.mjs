// A JSON-LD processor over exported annotations: exchange.mjs JSONLD_MODULE DIR.
// The context is the part of http://www.w3.org/ns/anno.jsonld that is used, so that no network is.
import {createRequire} from 'node:module';
import {readFileSync, readdirSync} from 'node:fs';

const jsonld = createRequire(import.meta.url)(process.argv[2]);
const folder = process.argv[3];
const id = (iri) => ({'@id': iri, '@type': '@id'});
const word = (iri) => ({'@id': iri, '@type': '@vocab'});
const typed = (iri, type) => ({'@id': iri, '@type': type});
const context = {
	oa: 'http://www.w3.org/ns/oa#', dc: 'http://purl.org/dc/elements/1.1/',
	dcterms: 'http://purl.org/dc/terms/', rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
	xsd: 'http://www.w3.org/2001/XMLSchema#', as: 'http://www.w3.org/ns/activitystreams#',
	schema: 'http://schema.org/', id: {'@id': '@id', '@type': '@id'}, type: {'@id': '@type', '@type': '@id'},
	Annotation: 'oa:Annotation', TextualBody: 'oa:TextualBody', SpecificResource: 'oa:SpecificResource',
	TextQuoteSelector: 'oa:TextQuoteSelector', TextPositionSelector: 'oa:TextPositionSelector',
	AnnotationCollection: 'as:OrderedCollection', AnnotationPage: 'as:OrderedCollectionPage',
	highlighting: 'oa:highlighting', commenting: 'oa:commenting', tagging: 'oa:tagging',
	body: id('oa:hasBody'), target: id('oa:hasTarget'), source: id('oa:hasSource'),
	selector: id('oa:hasSelector'), motivation: word('oa:motivatedBy'), purpose: word('oa:hasPurpose'),
	exact: 'oa:exact', prefix: 'oa:prefix', suffix: 'oa:suffix', value: 'rdf:value', format: 'dc:format',
	styleClass: 'oa:styleClass', start: typed('oa:start', 'xsd:nonNegativeInteger'),
	end: typed('oa:end', 'xsd:nonNegativeInteger'), created: typed('dcterms:created', 'xsd:dateTime'),
	modified: typed('dcterms:modified', 'xsd:dateTime'), first: id('as:first'),
	items: {'@id': 'as:items', '@type': '@id', '@container': '@list'},
	startIndex: typed('as:startIndex', 'xsd:nonNegativeInteger'),
	total: typed('as:totalItems', 'xsd:nonNegativeInteger'),
};
const documentLoader = async (url) => {
	if (url !== 'http://www.w3.org/ns/anno.jsonld') throw new Error(`fetches ${url}`);
	return {contextUrl: null, documentUrl: url, document: {'@context': context}};
};
const fail = (what) => { console.error(what); process.exit(1); };
const OA = context.oa;

const exported = JSON.parse(readFileSync(`${folder}/quotes.w3c`, 'utf8'));
// "safe" refuses whatever the context gives no meaning to: nothing that is written is lost.
const [collection] = await jsonld.expand(exported, {documentLoader, safe: true});
const page = collection[context.as + 'first'][0];
const annotations = page[context.as + 'items'][0]['@list'];
const want = readdirSync(folder).filter((name) => name.endsWith('.exact'));
if (annotations.length !== want.length) fail(`${annotations.length} annotations of ${want.length}`);
for (const a of annotations) {
	const uuid = a['@id'].replace('urn:uuid:', '');
	const target = a[OA + 'hasTarget'][0];
	const quote = target[OA + 'hasSelector'].find((s) => s['@type'][0] === OA + 'TextQuoteSelector');
	if (a['@type'][0] !== OA + 'Annotation') fail(`type of ${uuid}`);
	if (a[OA + 'motivatedBy'][0]['@id'] !== OA + 'highlighting') fail(`motivation of ${uuid}`);
	if (quote[OA + 'exact'][0]['@value'] !== readFileSync(`${folder}/${uuid}.exact`, 'utf8'))
		fail(`text of ${uuid}`);
	if (!target[OA + 'hasSource'][0]['@id']) fail(`source of ${uuid}`);
	if (!target['http://purl.org/dc/terms/isPartOf']) fail(`article of ${uuid}`);
}
const triples = await jsonld.toRDF(exported, {documentLoader, format: 'application/n-quads'});
if (triples.split('\n').length < annotations.length * 8) fail('few triples');
