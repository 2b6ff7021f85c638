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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/// What a child is asked about some files.
///
/// @param <T> what is known of a file afterwards
sealed interface Question<T> {
    /// As a request.
    Messages of(Batch batch);

    /// Hands on what a frame says of one file, with its place among those asked about.
    void read(Frame frame, ObjIntConsumer<T> reader);

    /// What is known of a file that could not be asked about.
    T without(FileFacts facts);

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
    record Attribute(Focus focus, KnownTypeNames names) implements OfFacts {
        @Override
        public Messages of(Batch batch) {
            Set<Integer> partly = new TreeSet<>();
            for (int i = 0; i < batch.part().size(); i++) {
                if (focus.paths().contains(batch.part().get(i).path())) {
                    partly.add(i);
                }
            }
            return request(batch, names, focus.names().stream().sorted().toList(), partly, false);
        }
    }

    /// What the graph keeps of them.
    record Index(KnownTypeNames names) implements Question<Indexed> {
        @Override
        public Messages of(Batch batch) {
            return request(batch, names, List.of(), Set.of(), true);
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
    }

    /// Their syntax errors.
    record Parse(int release) implements OfFacts {
        @Override
        public Messages of(Batch batch) {
            return new ParseRequest(
                    release,
                    batch.part().stream().map(Question::named).toList(),
                    batch.shares().ends());
        }
    }

    private static AttributeRequest request(
            Batch batch, KnownTypeNames types, List<String> names, Set<Integer> partly, boolean packed) {
        return new AttributeRequest(
                batch.groups(),
                listed(batch.part(), types),
                listed(batch.headers(), types),
                names,
                partly,
                batch.shares().ends(),
                batch.shares().threads(),
                packed);
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
