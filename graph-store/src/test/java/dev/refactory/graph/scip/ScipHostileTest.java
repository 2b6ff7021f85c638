package dev.refactory.graph.scip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.sourcegraph.Scip;
import com.sourcegraph.Scip.Document;
import com.sourcegraph.Scip.SymbolInformation;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Indexes that are damaged, made for another commit, or made to hurt: refused with the document's
/// name, and nothing is kept of them.
class ScipHostileTest {
    private static final String PATH = "src/a.ts";
    private static final int DAMAGES = Integer.getInteger("seeds", 1_000);
    private static final ScipLimits SMALL = new ScipLimits(3, 2_000, 4, 5, 200);

    private final Imports imports = new Imports().with(PATH, "let abc = 1\n").with("web/src/b.ts", "x\n");

    private static Document.Builder document(String path) {
        return Document.newBuilder().setRelativePath(path);
    }

    private static Scip.Occurrence at(String symbol, Integer... range) {
        return Scip.Occurrence.newBuilder()
                .setSymbol(symbol)
                .addAllRange(List.of(range))
                .build();
    }

    private void refused(byte[] index, ErrorCode code, String sentence) {
        assertThatThrownBy(() -> imports.read(index, "")).isInstanceOfSatisfying(RefactoryException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.sentence()).contains(sentence);
        });
        assertThat(imports.graphs.find(Imports.KEY)).isEmpty();
    }

    private void refused(Scip.Index index, ErrorCode code, String sentence) {
        refused(index.toByteArray(), code, sentence);
    }

    @Test
    void whatIsNoProtobufIsNoIndex() {
        refused("{\"metadata\": {}}".getBytes(), ErrorCode.INVALID_REQUEST, "An SCIP index begins with its metadata");
        refused(new byte[0], ErrorCode.INVALID_REQUEST, "An SCIP index begins with its metadata");
        refused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, ErrorCode.INVALID_REQUEST, "send the index.scip");
        byte[] whole =
                Imports.index(document(PATH).build(), document("x").build()).toByteArray();
        refused(Arrays.copyOf(whole, whole.length - 1), ErrorCode.INVALID_REQUEST, "in or behind src/a.ts");
    }

    @Test
    void aTextThatIsNotUtf8IsDamage() {
        byte[] index = Imports.index(document("QQQQ").build()).toByteArray();
        index[new String(index, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("QQQQ")] = (byte) 0xff;
        refused(index, ErrorCode.INVALID_REQUEST, "a damaged one");
    }

    @Test
    void aLengthBeyondTheFileAllocatesNothing() {
        byte[] metadata = Imports.index().toByteArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(metadata);
        bytes.writeBytes(new byte[] {0x12, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x1f});
        refused(bytes.toByteArray(), ErrorCode.INVALID_REQUEST, "a damaged one");
        ByteArrayOutputStream huge = new ByteArrayOutputStream();
        huge.writeBytes(metadata);
        huge.writeBytes(new byte[] {0x12, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07});
        refused(huge.toByteArray(), ErrorCode.LIMIT_EXCEEDED, "The first document has more than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../a.ts", "src/../a.ts", "src//a.ts", "./a.ts", "src/", "a\tb"})
    void aPathLeadsDownFromTheRoot(String path) {
        refused(Imports.index(document(path).build()), ErrorCode.INVALID_REQUEST, "has no path as SCIP wants it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/", "a/../b", "/a", "a//b"})
    void theRootIsADirectoryOfTheRepository(String root) {
        Throwable error = catchThrowable(() -> imports.read(Imports.index().toByteArray(), root));
        if (root.equals("/")) {
            assertThat(error).isNull();
        } else {
            assertThat(error).hasMessageContaining("is no directory of a repository");
        }
    }

    @Test
    void oneDocumentIsThereOnce() {
        Document document = document(PATH).build();
        refused(Imports.index(document, document), ErrorCode.INVALID_REQUEST, "Document src/a.ts is there twice");
    }

    @Test
    void aDocumentOfAnotherCommitIsNamedAndTheRootThatIsMissingToo() {
        refused(
                Imports.index(document("src/gone.ts").build()),
                ErrorCode.INVALID_REQUEST,
                "Document src/gone.ts is not in this commit: import the index for the commit it was made from");
        refused(Imports.index(document("src/b.ts").build()), ErrorCode.INVALID_REQUEST, "(did you mean web/src/b.ts?)");
        refused(
                Imports.index(document(PATH).setText("let abd = 1\n").build()),
                ErrorCode.INVALID_REQUEST,
                "Document src/a.ts was another text when it was indexed");
    }

    @ParameterizedTest
    @CsvSource({
        "'0,4,99', 1:5-1:100",
        "'7,0,1', 8:1-8:2",
        "'-1,0,1', 0:1-0:2",
        "'0,-4,1', 1:-3-1:2",
        "'0,0,9,0', 1:1-10:1",
        "'2147483647,0,1', 2147483648:1-2147483648:2"
    })
    void aPlaceOutsideTheFileIsNamed(String range, String shown) {
        Integer[] numbers =
                Arrays.stream(range.split(",")).map(Integer::valueOf).toArray(Integer[]::new);
        refused(
                Imports.index(
                        document(PATH).addOccurrences(at("local 1", numbers)).build()),
                ErrorCode.INVALID_REQUEST,
                "Document src/a.ts has an occurrence at " + shown);
    }

    @Test
    void aPlaceEndsBehindItsBegin() {
        refused(
                Imports.index(
                        document(PATH).addOccurrences(at("local 1", 0, 5, 4)).build()),
                ErrorCode.INVALID_REQUEST,
                "which ends before it begins");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 1000})
    void aPlaceIsThreeOrFourNumbers(int numbers) {
        Integer[] range = new Integer[numbers];
        Arrays.fill(range, 0);
        refused(
                Imports.index(
                        document(PATH).addOccurrences(at("local 1", range)).build()),
                ErrorCode.INVALID_REQUEST,
                "Document src/a.ts has an occurrence whose range is not three or four numbers");
    }

    @Test
    void aSymbolHasNoControlCharactersAndAnEnd() {
        refused(
                Imports.index(document(PATH).addOccurrences(at("a\0b", 0, 0, 0)).build()),
                ErrorCode.INVALID_REQUEST,
                "Document src/a.ts has a symbol with a control character");
        refused(
                Imports.index(document(PATH)
                        .addOccurrences(at("x".repeat(5_000), 0, 0, 0))
                        .build()),
                ErrorCode.LIMIT_EXCEEDED,
                "A symbol in src/a.ts has more than 4096 characters");
        refused(
                Imports.index(document(PATH)
                        .addSymbols(
                                SymbolInformation.newBuilder().setSymbol("s").setDisplayName("x".repeat(2_000)))
                        .build()),
                ErrorCode.LIMIT_EXCEEDED,
                "A display name in src/a.ts has more than 1024 characters");
    }

    @Test
    void everyLimitIsALimit() {
        imports.within(SMALL);
        Document[] four = {
            document("a").build(),
            document("b").build(),
            document("c").build(),
            document("d").build()
        };
        refused(Imports.index(four), ErrorCode.LIMIT_EXCEEDED, "index.scip has more than 3 documents");
        refused(
                Imports.index(document(PATH).setText("x".repeat(2_001)).build()),
                ErrorCode.LIMIT_EXCEEDED,
                "The first document has more than 2000 bytes");
        Document.Builder places = document(PATH);
        Document.Builder symbols = document(PATH);
        Document.Builder long_ = document(PATH);
        Scip.Index.Builder outside = Imports.index().toBuilder();
        for (int i = 0; i < 6; i++) {
            places.addOccurrences(at("local 1", 0, 0, 1));
            symbols.addSymbols(SymbolInformation.newBuilder().setSymbol("s . . . a" + i + "#"));
            outside.addExternalSymbols(SymbolInformation.newBuilder().setSymbol("s . . . a" + i + "#"));
        }
        for (int i = 0; i < 3; i++) {
            long_.addSymbols(SymbolInformation.newBuilder().setSymbol("s . . . " + "a".repeat(80) + i + "#"));
        }
        refused(
                Imports.index(places.build()),
                ErrorCode.LIMIT_EXCEEDED,
                "Document src/a.ts has more than 4 occurrences");
        refused(Imports.index(symbols.build()), ErrorCode.LIMIT_EXCEEDED, "index.scip has more than 5 symbols");
        refused(outside.build(), ErrorCode.LIMIT_EXCEEDED, "index.scip has more than 5 symbols");
        refused(
                Imports.index(long_.build()),
                ErrorCode.LIMIT_EXCEEDED,
                "index.scip has more than 200 characters of symbols");
    }

    @Test
    void anIndexThatIsRefusedLeavesTheOneBeforeInItsPlace() {
        long before =
                imports.read(Imports.index(document(PATH).build())).snapshot().snapshotId();
        assertThatThrownBy(() -> imports.read(Imports.index(
                        document(PATH).build(), document("gone.ts").build())))
                .isInstanceOf(RefactoryException.class);
        assertThat(imports.graphs.find(Imports.KEY).orElseThrow().snapshotId()).isEqualTo(before);
    }

    @Test
    void whatIsNotUnderstoodIsPassedOver() {
        com.google.protobuf.UnknownFieldSet later = com.google.protobuf.UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                .addVarint(1)
                                .addFixed32(2)
                                .addFixed64(3)
                                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                .build())
                .build();
        Scip.Index index = Imports.index(document(PATH)
                        .addOccurrences(at("local 1", 0, 4, 7).toBuilder().setUnknownFields(later))
                        .setUnknownFields(later)
                        .build())
                .toBuilder()
                .setUnknownFields(later)
                .build();
        assertThat(imports.view(index).occurrencesIn(PATH)).hasSize(1);
    }

    /// Whatever bytes come, the answer is a graph or a typed error, in bounded time and memory.
    @Test
    void anyDamageIsATypedError() {
        Document document = document(PATH)
                .setLanguage("TypeScript")
                .addOccurrences(at("scip . . . a#", 0, 4, 7))
                .addOccurrences(at("local 1", 0, 0, 3))
                .addSymbols(SymbolInformation.newBuilder()
                        .setSymbol("scip . . . a#")
                        .setDisplayName("abc")
                        .addDocumentation("```ts\nlet abc\n```")
                        .addRelationships(Scip.Relationship.newBuilder()
                                .setSymbol("scip . . . b#")
                                .setIsImplementation(true)))
                .build();
        byte[] sound = Imports.index(document).toByteArray();
        Random random = new Random(7);
        int kept = 0;
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = Arrays.copyOf(sound, random.nextInt(8) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int j = 1 + random.nextInt(4); j > 0 && damaged.length > 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Throwable error = catchThrowable(() -> imports.read(damaged, ""));
            if (error == null) {
                kept++;
            } else {
                assertThat(error).as("damage " + i).isInstanceOf(RefactoryException.class);
            }
        }
        assertThat(kept).isPositive();
    }
}
