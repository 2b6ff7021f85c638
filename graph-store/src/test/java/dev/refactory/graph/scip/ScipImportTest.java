package dev.refactory.graph.scip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.sourcegraph.Scip;
import com.sourcegraph.Scip.Document;
import com.sourcegraph.Scip.SymbolInformation;
import com.sourcegraph.Scip.SymbolInformation.Kind;
import com.sourcegraph.Scip.SymbolRole;
import dev.refactory.graph.algorithm.Neighbourhood;
import dev.refactory.graph.algorithm.Neighbourhood.Direction;
import dev.refactory.graph.algorithm.NeighbourhoodWalk;
import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.scip.ScipImport.Imported;
import dev.refactory.graph.store.SymbolSearch;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Indexes of other languages, written with the published classes of SCIP's schema, as graphs.
class ScipImportTest {
    private static final String NPM = "scip-typescript npm zoo 1.0.0 ";
    private static final String ANIMAL = NPM + "src/`animal.ts`/Animal#";
    private static final String SOUND = ANIMAL + "sound().";
    private static final String DOG = NPM + "src/`dog.ts`/Dog#";
    private static final String BARK = DOG + "sound().";
    private static final String PRINT = "scip-typescript npm typescript 5.4.5 lib/`lib.dom.d.ts`/Console#log().";
    private static final String ANIMAL_TEXT = """
            /* \u00e9\ud83d\ude80 */ export interface Animal {
              sound(): string
            }
            """;
    private static final String DOG_TEXT = """
            import { Animal } from './animal'
            export class Dog implements Animal {
              sound() { const word = 'woof'; console.log(word); return word }
            }
            """;

    private final Imports imports = new Imports()
            .with("src/animal.ts", ANIMAL_TEXT)
            .with("src/dog.ts", DOG_TEXT)
            .with("README.md", "# Zoo\n")
            .withLink("latest");

    private static SymbolInformation.Builder info(String symbol) {
        return SymbolInformation.newBuilder().setSymbol(symbol);
    }

    private static Scip.Relationship implementing(String symbol) {
        return Scip.Relationship.newBuilder()
                .setSymbol(symbol)
                .setIsImplementation(true)
                .build();
    }

    private static Scip.Occurrence at(String symbol, int roles, Integer... range) {
        return Scip.Occurrence.newBuilder()
                .setSymbol(symbol)
                .setSymbolRoles(roles)
                .addAllRange(List.of(range))
                .build();
    }

    private static Scip.Index zoo() {
        Document.Builder dog = Document.newBuilder()
                .setRelativePath("src/dog.ts")
                .setLanguage("TypeScript")
                .addSymbols(info(DOG).setKind(Kind.Class).addRelationships(implementing(ANIMAL)))
                .addSymbols(info(BARK)
                        .addDocumentation("```ts\n(method) sound(): string\n```")
                        .addRelationships(implementing(SOUND)))
                .addSymbols(info("local 4").setDisplayName("word").setEnclosingSymbol(BARK))
                .addOccurrences(at(ANIMAL, SymbolRole.Import_VALUE, 0, 9, 15))
                .addOccurrences(at(DOG, SymbolRole.Definition_VALUE, 1, 13, 16))
                .addOccurrences(at(ANIMAL, 0, 1, 28, 34))
                .addOccurrences(at(BARK, SymbolRole.Definition_VALUE, 2, 2, 7))
                .addOccurrences(at("local 4", SymbolRole.Definition_VALUE, 2, 18, 22))
                .addOccurrences(at(PRINT, SymbolRole.ReadAccess_VALUE, 2, 41, 44))
                .addOccurrences(at("local 4", SymbolRole.ReadAccess_VALUE, 2, 45, 49))
                .addOccurrences(at("local 5", 0, 2, 59, 63))
                .addOccurrences(Scip.Occurrence.newBuilder()
                        .addAllRange(List.of(2, 2, 3, 1))
                        .addDiagnostics(Scip.Diagnostic.newBuilder()
                                .setSeverity(Scip.Severity.Hint)
                                .setCode("ts(1)")
                                .setMessage("Say more.")));
        Document.Builder animal = Document.newBuilder()
                .setRelativePath("src/animal.ts")
                .setLanguage("TypeScript")
                .addSymbols(info(ANIMAL).setKind(Kind.Interface).setDisplayName("Animal"))
                .addOccurrences(at(ANIMAL, SymbolRole.Definition_VALUE, 0, 27, 33))
                .addOccurrences(at(SOUND, SymbolRole.Definition_VALUE, 1, 2, 7));
        return Scip.Index.newBuilder()
                .setMetadata(Imports.metadata("scip-typescript", "0.3.15"))
                .addDocuments(dog)
                .addDocuments(animal)
                .addExternalSymbols(info(PRINT)
                        .setKind(Kind.Method)
                        .setSignatureDocumentation(Document.newBuilder().setText("log(...data: any[]): void")))
                .build();
    }

    @Test
    void whatIsAroundASymbolIsFoundAsInAnyGraph() {
        GraphView graph = imports.view(zoo());
        Neighbourhood around =
                NeighbourhoodWalk.of(graph, ANIMAL, 2, Direction.IN, 50).orElseThrow();
        assertThat(around.edges().stream().map(edge -> edge.from() + " " + edge.kind() + " " + edge.to()))
                .contains(
                        DOG + " IMPLEMENTS " + ANIMAL,
                        "src/dog.ts REFERENCES " + ANIMAL,
                        NPM + "src/`animal.ts`/ CONTAINS " + ANIMAL);
        assertThat(graph.membersOf(DOG)).extracting(SymbolInfo::symbol).containsExactly(BARK);
    }

    @Test
    void symbolsAreFoundByTheirName() {
        long snapshot = imports.read(zoo()).snapshot().snapshotId();
        assertThat(imports.graphs.search(TenantId.DEFAULT, snapshot, new SymbolSearch("sou", Set.of(), 9)))
                .extracting(SymbolInfo::symbol)
                .containsExactly(SOUND, BARK);
    }

    @Test
    void everythingSaidAboutASymbolIsKept() {
        GraphView graph = imports.view(zoo());
        SymbolInfo animal = graph.symbol(ANIMAL).orElseThrow();
        assertThat(animal.kind()).isEqualTo(SymbolKind.INTERFACE);
        assertThat(animal.name()).isEqualTo("Animal");
        assertThat(animal.path()).isEqualTo("src/animal.ts");
        assertThat(animal.container()).isEqualTo(NPM + "src/`animal.ts`/");
        SymbolInfo bark = graph.symbol(BARK).orElseThrow();
        assertThat(bark.kind()).isEqualTo(SymbolKind.METHOD);
        assertThat(bark.signature()).isEqualTo("(method) sound(): string");
    }

    @Test
    void aDefinitionThatNobodyDescribesIsDescribedByItsSymbol() {
        SymbolInfo sound = imports.view(zoo()).symbol(SOUND).orElseThrow();
        assertThat(sound.kind()).isEqualTo(SymbolKind.METHOD);
        assertThat(sound.name()).isEqualTo("sound");
        assertThat(sound.path()).isEqualTo("src/animal.ts");
    }

    @Test
    void whatNoDocumentDeclaresIsFromOutside() {
        GraphView graph = imports.view(zoo());
        SymbolInfo print = graph.symbol(PRINT).orElseThrow();
        assertThat(print.external()).isTrue();
        assertThat(print.signature()).isEqualTo("log(...data: any[]): void");
        SymbolInfo console = graph.symbol(String.valueOf(print.container())).orElseThrow();
        assertThat(console.external()).isTrue();
        assertThat(console.name()).isEqualTo("Console");
    }

    @Test
    void relationsAreReadFromWhatASymbolImplements() {
        GraphView graph = imports.view(zoo());
        assertThat(graph.relationsTo(Relation.Kind.IMPLEMENTS, List.of(ANIMAL)))
                .containsExactly(new Relation(DOG, Relation.Kind.IMPLEMENTS, ANIMAL));
        assertThat(graph.relationsTo(Relation.Kind.OVERRIDES, List.of(SOUND)))
                .containsExactly(new Relation(BARK, Relation.Kind.OVERRIDES, SOUND));
    }

    @Test
    void placesAreOffsetsOfTheName() {
        GraphView graph = imports.view(zoo());
        assertThat(graph.occurrencesIn("src/dog.ts")).hasSize(8).allSatisfy(occurrence -> {
            String name = DOG_TEXT.substring(
                    occurrence.range().start(), occurrence.range().end());
            assertThat(name).isIn("Animal", "Dog", "sound", "word", "log");
        });
        int animal = ANIMAL_TEXT.indexOf("Animal");
        assertThat(graph.occurrencesIn("src/animal.ts").getFirst().range().start())
                .isEqualTo(animal);
    }

    @Test
    void localsAreCalledByWhatIsAroundThemTheirNameAndPlace() {
        GraphView graph = imports.view(zoo());
        String word = BARK + "~word@" + DOG_TEXT.indexOf("word");
        assertThat(graph.occurrencesOf(List.of(word)).get("src/dog.ts"))
                .extracting(Occurrence::roles)
                .containsExactly(Set.of(Role.DEFINITION), Set.of(Role.READ));
        assertThat(graph.occurrencesIn("src/dog.ts"))
                .extracting(Occurrence::symbol)
                .as("one that nobody defines")
                .contains("src/dog.ts~word@" + DOG_TEXT.lastIndexOf("word"));
    }

    @Test
    void whatWasSaidAboutAPlaceIsADiagnostic() {
        FileFacts dog = imports.view(zoo())
                .facts(List.of("src/dog.ts"))
                .values()
                .iterator()
                .next();
        assertThat(dog.diagnostics())
                .containsExactly(
                        new Diagnostic(Diagnostic.Severity.NOTE, "ts(1)", "Say more.", 3, DOG_TEXT.indexOf("sound")));
    }

    @Test
    void everyFileOfTheCommitIsInTheSnapshotWithFactsOrWithTheReason() {
        Imported imported = imports.read(zoo());
        GraphView graph = imports.graphs.view(imported.snapshot());
        assertThat(graph.files())
                .extracting(FileInfo::path)
                .containsExactly("README.md", "latest", "src/animal.ts", "src/dog.ts");
        assertThat(graph.file("src/dog.ts").orElseThrow())
                .isEqualTo(new FileInfo("src/dog.ts", Sources.blob(1), "typescript", 4, List.of()));
        assertThat(graph.file("README.md").orElseThrow().problems())
                .extracting(FileProblem::kind)
                .containsExactly(FileProblem.Kind.OTHER_LANGUAGE);
        assertThat(graph.file("latest").orElseThrow().problems())
                .extracting(FileProblem::kind)
                .containsExactly(FileProblem.Kind.NOT_A_REGULAR_FILE);
        assertThat(imported.tool()).isEqualTo("scip-typescript");
        assertThat(imported.documents()).isEqualTo(2);
        assertThat(imported.symbols()).isEqualTo(4);
        assertThat(imported.relations()).isEqualTo(2);
        assertThat(imported.snapshot().indexedFiles()).isEqualTo(2);
    }

    @Test
    void anIndexOfADirectoryIsReadFromThere() {
        Imports deep = new Imports().with("apps/zoo/src/dog.ts", DOG_TEXT).with("apps/zoo/src/animal.ts", ANIMAL_TEXT);
        Imported imported = deep.read(zoo(), "apps/zoo/");
        assertThat(deep.graphs
                        .view(imported.snapshot())
                        .symbol(DOG)
                        .orElseThrow()
                        .path())
                .isEqualTo("apps/zoo/src/dog.ts");
    }

    @Test
    void aLaterImportTakesThePlaceOfTheOneBefore() {
        long first = imports.read(zoo()).snapshot().snapshotId();
        Imported second = imports.read(zoo().toBuilder().removeDocuments(0).build());
        assertThat(imports.graphs.find(TenantId.DEFAULT, first)).isEmpty();
        assertThat(imports.graphs.find(Imports.KEY)).hasValue(second.snapshot());
        assertThat(second.snapshot().indexedFiles()).isEqualTo(1);
    }

    @Test
    void placesMayCountBytesOrCharactersAndBeWrittenTheNewerWay() {
        int[] starts = {30, 27, 26};
        for (PositionEncoding encoding : PositionEncoding.values()) {
            long start = starts[encoding.ordinal()];
            UnknownFieldSet range = UnknownFieldSet.newBuilder()
                    .addField(2, varint(start))
                    .addField(3, varint(start + 6))
                    .build();
            Scip.Occurrence typed = Scip.Occurrence.newBuilder()
                    .setSymbol(ANIMAL)
                    .setSymbolRoles(SymbolRole.Definition_VALUE)
                    .setUnknownFields(message(8, range))
                    .build();
            UnknownFieldSet lines = UnknownFieldSet.newBuilder()
                    .addField(1, varint(1))
                    .addField(2, varint(2))
                    .addField(3, varint(2))
                    .addField(4, varint(1))
                    .build();
            Scip.Occurrence over = Scip.Occurrence.newBuilder()
                    .setSymbol(SOUND)
                    .setUnknownFields(message(9, lines))
                    .build();
            Document document = Document.newBuilder()
                    .setRelativePath("src/animal.ts")
                    .addOccurrences(typed)
                    .addOccurrences(over)
                    .setUnknownFields(UnknownFieldSet.newBuilder()
                            .addField(6, varint(encoding.number()))
                            .build())
                    .build();
            List<Occurrence> found = imports.view(Imports.index(document)).occurrencesIn("src/animal.ts");
            assertThat(found)
                    .extracting(one -> ANIMAL_TEXT.substring(
                            one.range().start(), one.range().end()))
                    .as(encoding.toString())
                    .containsExactly("Animal", "sound(): string\n}");
        }
    }

    private static Field varint(long value) {
        return Field.newBuilder().addVarint(value).build();
    }

    private static UnknownFieldSet message(int field, UnknownFieldSet message) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        field,
                        Field.newBuilder()
                                .addLengthDelimited(message.toByteString())
                                .build())
                .build();
    }

    @Test
    void aDocumentThatIsNoFileOfTheCommitIsReadByTheTextInTheIndex() {
        Document generated = Document.newBuilder()
                .setRelativePath("gen/api.ts")
                .setLanguage("TypeScript")
                .setText("x\n")
                .addOccurrences(at(NPM + "gen/`api.ts`/x.", SymbolRole.Definition_VALUE, 0, 0, 1))
                .build();
        FileInfo file =
                imports.view(Imports.index(generated)).file("gen/api.ts").orElseThrow();
        assertThat(file.blobId()).as("git hash-object").isEqualTo("587be6b4c3f93f93c489c0111bba5596147a26cb");
        assertThat(file.lines()).isEqualTo(1);
    }

    @Test
    void aTildeInASymbolDoesNotMakeItAPartOfItsFile() {
        String symbol = NPM + "`~odd%7E`/x.";
        Document one = Document.newBuilder()
                .setRelativePath("README.md")
                .addOccurrences(at(symbol, SymbolRole.Definition_VALUE, 0, 0, 1))
                .build();
        Document other = Document.newBuilder()
                .setRelativePath("src/dog.ts")
                .addOccurrences(at(symbol, 0, 0, 0, 1))
                .build();
        String escaped = NPM + "`%7Eodd%257E`/x.";
        assertThat(imports.view(Imports.index(one, other)).occurrencesOf(List.of(escaped)))
                .containsOnlyKeys("README.md", "src/dog.ts");
    }

    @Test
    void whatIsNoSymbolByTheGrammarIsKeptAsItIs() {
        Document odd = Document.newBuilder()
                .setRelativePath("README.md")
                .addOccurrences(at("not a symbol", SymbolRole.Definition_VALUE, 0, 0, 1))
                .build();
        SymbolInfo info =
                imports.view(Imports.index(odd)).symbol("not a symbol").orElseThrow();
        assertThat(info.name()).isEqualTo("not a symbol");
        assertThat(info.container()).isNull();
    }
}
