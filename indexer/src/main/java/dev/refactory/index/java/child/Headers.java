package dev.refactory.index.java.child;

import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Listed;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import dev.refactory.index.java.wire.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// The declarations of one request's other files, read when the compiler first asks for them, and kept
/// for later requests as long as there is room.
final class Headers {
    private final AttributeRequest request;
    private final Syntax syntax;
    private final SourceCache cache;
    private final Position position;
    private final Function<List<Integer>, List<byte[]>> source;

    /// @param source the bytes of files by their places among the request's headers
    Headers(
            AttributeRequest request,
            Syntax syntax,
            SourceCache cache,
            Position position,
            Function<List<Integer>, List<byte[]>> source) {
        this.request = request;
        this.syntax = syntax;
        this.cache = cache;
        this.position = position;
        this.source = source;
    }

    Syntax syntax() {
        return syntax;
    }

    /// What the other files are listed under.
    List<RequestRunner.Placed> others() {
        List<RequestRunner.Placed> placed = new ArrayList<>();
        for (int i = 0; i < request.headers().size(); i++) {
            Listed listed = request.headers().get(i);
            TypeNames names = listed.names();
            int index = i;
            placed.add(new RequestRunner.Placed(
                    listed.file().path(),
                    names != null ? names : of(i).names(),
                    () -> of(index).text()));
        }
        return placed;
    }

    /// A file to attribute, as the others see it.
    RequestRunner.Placed own(Input input) {
        TypeNames names = input.isModule() ? TypeNames.NONE : TypeNames.scan(input.text());
        return own(
                input, Objects.requireNonNullElseGet(names, () -> header(input).names()));
    }

    RequestRunner.Placed own(Input input, TypeNames names) {
        return new RequestRunner.Placed(input.path(), names, () -> header(input).text());
    }

    private Header header(Input input) {
        Header known = cache.get(input.blobId(), request.release());
        return known != null
                ? known
                : position.at(Phase.READING, input.index(), () -> read(input.blobId(), input.path(), input.text()));
    }

    private Header of(int index) {
        Header known = cache.get(request.headers().get(index).file().blobId(), request.release());
        return known != null ? known : read(index, source.apply(List.of(index)).getFirst());
    }

    Header read(int index, byte[] bytes) {
        AttributeRequest.Named file = request.headers().get(index).file();
        return position.at(Phase.READING_HEADER, index, () -> {
            String text = SourceText.unmarked(SourceText.decode(bytes).text());
            return read(file.blobId(), file.path(), text);
        });
    }

    private Header read(String blobId, String path, String text) {
        Header header = Header.of(syntax, path, text);
        cache.put(blobId, request.release(), header);
        return header;
    }
}
