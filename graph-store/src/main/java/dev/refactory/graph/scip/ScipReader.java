package dev.refactory.graph.scip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.refactory.graph.scip.ScipMessages.Document;
import dev.refactory.graph.scip.ScipMessages.Information;
import dev.refactory.graph.scip.ScipMessages.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads an index of anybody's message by message, so that memory holds one document. What is not
/// understood is passed over, as protobuf wants it.
final class ScipReader {
    private final ScipLimits limits;
    private String path = "";
    private boolean begun;
    private int documents;

    private ScipReader(ScipLimits limits) {
        this.limits = limits;
    }

    /// Is told what an index holds, in its order. The metadata comes first.
    interface Listener {
        void metadata(Metadata metadata);

        void document(Document document);

        void external(Information symbol);
    }

    /// @throws dev.refactory.kit.problem.RefactoryException `invalid_request` for what is no index,
    ///     `limit_exceeded` for more than the limits
    static void read(Path file, ScipLimits limits, Listener listener) {
        ScipReader reader = new ScipReader(limits);
        try (InputStream in = Files.newInputStream(file)) {
            reader.index(CodedInputStream.newInstance(in, 1 << 16), listener);
        } catch (InvalidProtocolBufferException e) {
            throw ScipFaults.unreadable(reader.path, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private void index(CodedInputStream in, Listener listener) throws IOException {
        in.setSizeLimit(Integer.MAX_VALUE);
        MessageReader messages = new MessageReader(in, limits);
        int tag;
        while ((tag = in.readTag()) != 0) {
            int field = MessageReader.message(tag);
            if (!begun && field != ScipField.INDEX_METADATA) {
                throw ScipFaults.noMetadata();
            }
            begun = true;
            switch (field) {
                case ScipField.INDEX_METADATA -> listener.metadata(messages.metadata());
                case ScipField.INDEX_DOCUMENTS -> listener.document(document(messages));
                case ScipField.INDEX_EXTERNAL_SYMBOLS -> listener.external(messages.information());
                default -> MessageReader.skip(in, tag);
            }
        }
        if (!begun) {
            throw ScipFaults.noMetadata();
        }
    }

    private Document document(MessageReader messages) throws IOException {
        if (++documents > limits.documents()) {
            throw ScipFaults.tooMuch("index.scip", limits.documents(), "documents");
        }
        Document document = messages.document(path);
        path = document.path();
        return document;
    }
}
