package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.JavaAttributor.Focus;
import dev.refactory.index.java.JavaAttributor.Indexed;
import dev.refactory.index.java.JavaAttributor.Partial;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.FactsCodec;
import dev.refactory.index.java.wire.Frame;
import dev.refactory.index.java.wire.Messages;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Listed;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import dev.refactory.index.java.wire.Messages.ParseRequest;
import dev.refactory.index.java.wire.PackedCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/// What a child is asked about some files.
///
/// @param <T> what is known of a file afterwards
sealed interface Question<T> {
    /// As a request.
    /// @param headers of other files; empty when [#needsHeaders] is false
    Messages of(List<Source> part, List<Source> headers, Shares shares);

    /// Hands on what a frame says of one file, with its place among those asked about.
    void read(Frame frame, ObjIntConsumer<T> reader);

    /// What is known of a file that could not be asked about.
    T without(FileFacts facts);

    /// The answer about a file depends on others.
    boolean needsHeaders();

    /// Answered with facts as they are.
    sealed interface OfFacts extends Question<Partial> {
        @Override
        default void read(Frame frame, ObjIntConsumer<Partial> reader) {
            FactsCodec answer = FactsCodec.read(frame);
            reader.accept(new Partial(answer.facts(), answer.leftOut()), answer.index());
        }

        @Override
        default Partial without(FileFacts facts) {
            return new Partial(facts, List.of());
        }
    }

    /// Their facts.
    record Attribute(List<Path> classpath, int release, Focus focus, KnownTypeNames names) implements OfFacts {
        @Override
        public Messages of(List<Source> part, List<Source> headers, Shares shares) {
            Set<Integer> partly = new TreeSet<>();
            for (int i = 0; i < part.size(); i++) {
                if (focus.paths().contains(part.get(i).path())) {
                    partly.add(i);
                }
            }
            return new AttributeRequest(
                    release,
                    texts(classpath),
                    listed(part, names),
                    listed(headers, names),
                    focus.names().stream().sorted().toList(),
                    partly,
                    shares.ends(),
                    shares.threads(),
                    false);
        }

        @Override
        public boolean needsHeaders() {
            return true;
        }
    }

    /// What the graph keeps of them.
    record Index(List<Path> classpath, int release, KnownTypeNames names) implements Question<Indexed> {
        @Override
        public Messages of(List<Source> part, List<Source> headers, Shares shares) {
            return new AttributeRequest(
                    release,
                    texts(classpath),
                    listed(part, names),
                    listed(headers, names),
                    List.of(),
                    Set.of(),
                    shares.ends(),
                    shares.threads(),
                    true);
        }

        @Override
        public void read(Frame frame, ObjIntConsumer<Indexed> reader) {
            PackedCodec answer = PackedCodec.read(frame);
            reader.accept(new Indexed(answer.file(), answer.outline()), answer.index());
        }

        @Override
        public Indexed without(FileFacts facts) {
            return Indexed.of(facts);
        }

        @Override
        public boolean needsHeaders() {
            return true;
        }
    }

    /// Their syntax errors.
    record Parse(int release) implements OfFacts {
        @Override
        public Messages of(List<Source> part, List<Source> headers, Shares shares) {
            return new ParseRequest(release, part.stream().map(Question::named).toList(), shares.ends());
        }

        @Override
        public boolean needsHeaders() {
            return false;
        }
    }

    private static List<String> texts(List<Path> classpath) {
        return classpath.stream().map(Path::toString).toList();
    }

    /// The first time, every file is read for it: on all processors.
    private static List<Listed> listed(List<Source> headers, KnownTypeNames names) {
        return headers.parallelStream()
                .map(source -> new Listed(named(source), names.of(source)))
                .toList();
    }

    private static Named named(Source source) {
        return new Named(source.path(), source.blobId());
    }
}
