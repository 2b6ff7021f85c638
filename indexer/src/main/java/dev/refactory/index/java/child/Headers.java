package dev.refactory.index.java.child;

import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Group;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Listed;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import dev.refactory.index.java.wire.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The declarations of one request's files, read when a compiler that attributes others first asks for them, and
/// kept for later requests as long as there is room.
final class Headers {
    private final AttributeRequest request;
    private final int release;
    private final Syntax syntax;
    private final SourceCache cache;
    private final Position position;
    private final Parent parent;

    Headers(AttributeRequest request, int release, Syntax syntax, SourceCache cache, Position position, Parent parent) {
        this.request = request;
        this.release = release;
        this.syntax = syntax;
        this.cache = cache;
        this.position = position;
        this.parent = parent;
    }

    Syntax syntax() {
        return syntax;
    }

    /// What the files of a group and those they see are listed under. What cannot be listed without being read is read,
    /// all at once.
    ///
    /// @param first of the group's own
    /// @return by their index
    Map<Integer, RequestRunner.Placed> files(int first, Group group) {
        List<Integer> all =
                new ArrayList<>(IntStream.range(first, group.end()).boxed().toList());
        all.addAll(group.sees());
        List<Integer> unlisted = new ArrayList<>();
        for (int i : all) {
            Listed listed = request.file(i);
            if (listed.names() == null && cache.get(listed.file().blobId(), release) == null) {
                unlisted.add(i);
            }
        }
        if (!unlisted.isEmpty()) {
            List<byte[]> supplied = parent.supplied(unlisted);
            for (int i = 0; i < unlisted.size(); i++) {
                read(unlisted.get(i), supplied.set(i, new byte[0]));
            }
        }
        Map<Integer, RequestRunner.Placed> files = new HashMap<>();
        for (int i : all) {
            Listed listed = request.file(i);
            TypeNames names = listed.names();
            files.put(i, new RequestRunner.Placed(i, listed.file().path(), names != null ? names : of(i).names()));
        }
        return files;
    }

    /// The declarations of a file.
    String text(int index) {
        return of(index).text();
    }

    private Header of(int index) {
        Header known = cache.get(request.file(index).file().blobId(), release);
        return known != null
                ? known
                : read(index, parent.supplied(List.of(index)).getFirst());
    }

    private Header read(int index, byte[] bytes) {
        Named file = request.file(index).file();
        return position.at(Phase.READING_HEADER, index, () -> {
            String text = SourceText.unmarked(SourceText.decode(bytes).text());
            Header header = Header.of(syntax, file.path(), text);
            cache.put(file.blobId(), release, header);
            return header;
        });
    }
}
