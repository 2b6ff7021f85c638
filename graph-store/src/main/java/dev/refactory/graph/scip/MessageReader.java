package dev.refactory.graph.scip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.refactory.graph.scip.ScipMessages.Document;
import dev.refactory.graph.scip.ScipMessages.Information;
import dev.refactory.graph.scip.ScipMessages.Mention;
import dev.refactory.graph.scip.ScipMessages.Metadata;
import dev.refactory.graph.scip.ScipMessages.Place;
import dev.refactory.graph.scip.ScipMessages.Remark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the messages of an index, each from its length on. Texts are UTF-8 or the index is
/// damaged.
final class MessageReader {
    private static final int RANGE_NUMBERS = 4;

    private final CodedInputStream in;
    private final ScipLimits limits;

    MessageReader(CodedInputStream in, ScipLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /// The number of a field that has a length; 0 for any other, which none of the messages read
    /// here is.
    static int message(int tag) {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                ? WireFormat.getTagFieldNumber(tag)
                : 0;
    }

    static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("A group ends that did not begin");
        }
    }

    @FunctionalInterface
    private interface Field {
        /// @return false for a field that is not known
        boolean read(int tag) throws IOException;
    }

    private void fields(Field field) throws IOException {
        fields(in.readRawVarint32(), field);
    }

    private void fields(int length, Field field) throws IOException {
        int outer = in.pushLimit(length);
        int tag;
        while ((tag = in.readTag()) != 0) {
            if (!field.read(tag)) {
                skip(in, tag);
            }
        }
        if (in.getBytesUntilLimit() != 0) {
            throw new InvalidProtocolBufferException("A message ends before its length");
        }
        in.popLimit(outer);
    }

    private static int tag(int field, int type) {
        return field << 3 | type;
    }

    private static boolean text(int tag, int field) {
        return tag == tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private static boolean number(int tag, int field) {
        return tag == tag(field, WireFormat.WIRETYPE_VARINT);
    }

    private String text() throws IOException {
        return in.readStringRequireUtf8();
    }

    Metadata metadata() throws IOException {
        String[] tool = {"", ""};
        fields(tag -> {
            if (!text(tag, ScipField.METADATA_TOOL)) {
                return false;
            }
            fields(inner -> {
                if (text(inner, ScipField.TOOL_NAME)) {
                    tool[0] = text();
                } else if (text(inner, ScipField.TOOL_VERSION)) {
                    tool[1] = text();
                } else {
                    return false;
                }
                return true;
            });
            return true;
        });
        return new Metadata(tool[0], tool[1]);
    }

    /// @param before path of the document before, for a document too large to learn its own
    Document document(String before) throws IOException {
        int length = in.readRawVarint32();
        if (length > limits.documentBytes()) {
            String subject = before.isEmpty() ? "The first document" : "The document behind " + before;
            throw ScipFaults.tooMuch(subject, limits.documentBytes(), "bytes");
        }
        DocumentParts parts = new DocumentParts();
        fields(length, parts::read);
        return parts.document();
    }

    /// A document's fields, which may come in any order.
    private final class DocumentParts {
        private String path = "";
        private String language = "";
        private String text = "";
        private int encoding;
        private final Map<String, String> named = new HashMap<>();
        private final List<Mention> mentions = new ArrayList<>();
        private final List<Information> symbols = new ArrayList<>();

        boolean read(int tag) throws IOException {
            if (text(tag, ScipField.DOCUMENT_OCCURRENCES)) {
                if (mentions.size() == limits.occurrences()) {
                    throw ScipFaults.tooMuch("Document " + path, limits.occurrences(), "occurrences");
                }
                mentions.add(mention(path, named));
            } else if (text(tag, ScipField.DOCUMENT_SYMBOLS)) {
                symbols.add(information());
            } else if (text(tag, ScipField.DOCUMENT_PATH)) {
                path = text();
            } else if (text(tag, ScipField.DOCUMENT_LANGUAGE)) {
                language = text();
            } else if (text(tag, ScipField.DOCUMENT_TEXT)) {
                text = text();
            } else if (number(tag, ScipField.DOCUMENT_POSITIONS)) {
                encoding = in.readInt32();
            } else {
                return false;
            }
            return true;
        }

        Document document() {
            return new Document(path, language, text, PositionEncoding.of(encoding), mentions, symbols);
        }
    }

    /// @param named the symbols of the document, each kept once
    private Mention mention(String path, Map<String, String> named) throws IOException {
        int[] range = new int[RANGE_NUMBERS];
        int[] count = new int[1];
        String[] symbol = {""};
        int[] roles = new int[1];
        List<Remark> remarks = new ArrayList<>(0);
        fields(tag -> {
            if (text(tag, ScipField.OCCURRENCE_RANGE)) {
                packed(range, count, path);
            } else if (number(tag, ScipField.OCCURRENCE_RANGE)) {
                add(range, count, path);
            } else if (text(tag, ScipField.OCCURRENCE_ONE_LINE)) {
                typed(range, 3);
                count[0] = 3;
            } else if (text(tag, ScipField.OCCURRENCE_LINES)) {
                typed(range, 4);
                count[0] = 4;
            } else if (text(tag, ScipField.OCCURRENCE_SYMBOL)) {
                symbol[0] = text();
            } else if (number(tag, ScipField.OCCURRENCE_ROLES)) {
                roles[0] = in.readInt32();
            } else if (text(tag, ScipField.OCCURRENCE_DIAGNOSTICS)) {
                remarks.add(remark());
            } else {
                return false;
            }
            return true;
        });
        String known = named.computeIfAbsent(symbol[0], text -> text);
        return new Mention(place(range, count[0], path), known, roles[0], List.copyOf(remarks));
    }

    private void packed(int[] range, int[] count, String path) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            add(range, count, path);
        }
        in.popLimit(outer);
    }

    private void add(int[] range, int[] count, String path) throws IOException {
        if (count[0] == RANGE_NUMBERS) {
            throw wrongRange(path);
        }
        range[count[0]++] = in.readInt32();
    }

    /// The newer form: a message with the numbers as fields 1 to 3, or to 4.
    private void typed(int[] range, int numbers) throws IOException {
        Arrays.fill(range, 0);
        fields(tag -> {
            int field = WireFormat.getTagFieldNumber(tag);
            if (!number(tag, field) || field > numbers) {
                return false;
            }
            range[field - 1] = in.readInt32();
            return true;
        });
    }

    private static Place place(int[] range, int count, String path) {
        return switch (count) {
            case 3 -> new Place(range[0], range[1], range[0], range[2]);
            case 4 -> new Place(range[0], range[1], range[2], range[3]);
            default -> throw wrongRange(path);
        };
    }

    private static RuntimeException wrongRange(String path) {
        return ScipFaults.document(
                path,
                "has an occurrence whose range is not three or four numbers: make the index again with a current"
                        + " version of its indexer.");
    }

    private Remark remark() throws IOException {
        int[] severity = new int[1];
        String[] said = {"", ""};
        fields(tag -> {
            if (number(tag, ScipField.DIAGNOSTIC_SEVERITY)) {
                severity[0] = in.readInt32();
            } else if (text(tag, ScipField.DIAGNOSTIC_CODE)) {
                said[0] = text();
            } else if (text(tag, ScipField.DIAGNOSTIC_MESSAGE)) {
                said[1] = text();
            } else {
                return false;
            }
            return true;
        });
        return new Remark(severity[0], said[0], said[1]);
    }

    Information information() throws IOException {
        InformationParts parts = new InformationParts();
        fields(parts::read);
        return parts.information();
    }

    /// The fields of what is said about a symbol, which may come in any order.
    private final class InformationParts {
        private String symbol = "";
        private int kind;
        private String name = "";
        private String signature = "";
        private String enclosing = "";
        private @Nullable String documentation;
        private final List<String> implemented = new ArrayList<>(0);

        boolean read(int tag) throws IOException {
            if (text(tag, ScipField.SYMBOL_SPELLING)) {
                symbol = text();
            } else if (text(tag, ScipField.SYMBOL_DOCUMENTATION)) {
                String paragraph = text();
                documentation = documentation == null ? paragraph : documentation;
            } else if (text(tag, ScipField.SYMBOL_RELATIONSHIPS)) {
                relationship();
            } else if (number(tag, ScipField.SYMBOL_KIND)) {
                kind = in.readInt32();
            } else if (text(tag, ScipField.SYMBOL_DISPLAY_NAME)) {
                name = text();
            } else if (text(tag, ScipField.SYMBOL_SIGNATURE)) {
                signature();
            } else if (text(tag, ScipField.SYMBOL_ENCLOSING)) {
                enclosing = text();
            } else {
                return false;
            }
            return true;
        }

        private void signature() throws IOException {
            fields(tag -> {
                if (!text(tag, ScipField.SIGNATURE_TEXT)) {
                    return false;
                }
                signature = text();
                return true;
            });
        }

        private void relationship() throws IOException {
            String[] other = {""};
            boolean[] implementation = new boolean[1];
            fields(tag -> {
                if (text(tag, ScipField.RELATIONSHIP_SYMBOL)) {
                    other[0] = text();
                } else if (number(tag, ScipField.RELATIONSHIP_IMPLEMENTATION)) {
                    implementation[0] = in.readBool();
                } else {
                    return false;
                }
                return true;
            });
            if (implementation[0] && !other[0].isEmpty()) {
                if (implemented.size() == ScipLimits.RELATIONSHIPS) {
                    throw ScipFaults.tooMuch("Symbol " + symbol, ScipLimits.RELATIONSHIPS, "relationships");
                }
                implemented.add(other[0]);
            }
        }

        Information information() {
            String shown = signature.isEmpty() ? fenced(documentation) : signature;
            return new Information(symbol, kind, name, shown, enclosing, List.copyOf(implemented));
        }
    }

    /// Older indexers write the signature as documentation, as a block of code.
    private static String fenced(@Nullable String documentation) {
        if (documentation == null || !documentation.startsWith("```")) {
            return "";
        }
        int start = documentation.indexOf('\n') + 1;
        int end = documentation.indexOf("\n```", start);
        return start == 0 || end < start ? "" : documentation.substring(start, end);
    }
}
