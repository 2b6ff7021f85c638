package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Focus;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.Messages;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Full;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Listed;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import dev.refactory.index.java.wire.Messages.ParseRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a child is asked about some files.
sealed interface Question {
    /// Files: with fewer, what each thread or child would read of the others costs more than is gained.
    int WORTH_SHARING = 24;

    /// As a request.
    /// @param headers of other files; empty when [#needsHeaders] is false
    Messages of(List<Source> part, List<Source> headers);

    /// The answer about a file depends on others.
    boolean needsHeaders();

    /// How many threads of a child may share the work.
    int threads();

    /// The same for one thread.
    Question alone();

    /// Their facts.
    /// @param threads that may share the work, where it is worth it
    record Attribute(List<Path> classpath, int release, Focus focus, KnownTypeNames names, int threads)
            implements Question {
        @Override
        public Messages of(List<Source> part, List<Source> headers) {
            Set<Integer> partly = new TreeSet<>();
            for (int i = 0; i < part.size(); i++) {
                if (focus.paths().contains(part.get(i).path())) {
                    partly.add(i);
                }
            }
            return new AttributeRequest(
                    release,
                    classpath.stream().map(Path::toString).toList(),
                    full(part),
                    headers.stream()
                            .map(source -> new Listed(named(source), names.of(source)))
                            .toList(),
                    focus.names().stream().sorted().toList(),
                    partly,
                    threadsFor(part.size()));
        }

        private int threadsFor(int files) {
            return files < WORTH_SHARING ? 1 : threads;
        }

        @Override
        public Question alone() {
            return new Attribute(classpath, release, focus, names, 1);
        }

        @Override
        public boolean needsHeaders() {
            return true;
        }
    }

    /// Their syntax errors.
    record Parse(int release) implements Question {
        @Override
        public Messages of(List<Source> part, List<Source> headers) {
            return new ParseRequest(release, full(part));
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public Question alone() {
            return this;
        }

        @Override
        public boolean needsHeaders() {
            return false;
        }
    }

    private static List<Full> full(List<Source> sources) {
        return sources.stream()
                .map(source -> new Full(named(source), source.bytes()))
                .toList();
    }

    private static Named named(Source source) {
        return new Named(source.path(), source.blobId());
    }
}
