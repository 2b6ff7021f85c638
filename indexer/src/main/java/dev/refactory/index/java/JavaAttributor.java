package dev.refactory.index.java;

import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Attributes Java sources with the compiler, in a child process that is kept warm and can be killed.
/// Thread-safe; calls beyond the number of children wait.
public interface JavaAttributor extends AutoCloseable {
    /// Facts of every file of [Request#attribute], in the order given. Files that kill or overstay
    /// in a child are bisected out of the rest and come back with problem `ANALYSIS_CRASHED`.
    /// Diagnostics are facts, not errors.
    ///
    /// @param cancelled asked often; once true, the child is stopped
    /// @throws java.util.concurrent.CancellationException when cancelled
    List<FileFacts> attribute(Request request, BooleanSupplier cancelled);

    /// Facts as [#attribute] answers them, but for what is known to be as it was before a change:
    /// bodies of methods that declare no types and whose text has none of the names the change gave
    /// another meaning, in files the compiler had nothing to say of. Of a body that is left out
    /// nothing is answered that lies in it; every other fact is the one [#attribute] gives.
    List<Partial> reattribute(Request request, Focus focus, BooleanSupplier cancelled);

    /// Facts as [#attribute] answers them, as they are stored, with the outline of each file. Handed
    /// over on the calling thread as they are found: in any order, and few of them are held at a time.
    void index(Request request, BooleanSupplier cancelled, Consumer<Indexed> reader);

    /// Does what of a request can be done before all of it is known: sources that will be among those
    /// of one are read for what they declare, and a child starts. Nothing depends on its being called.
    default void prepare(List<Source> sources) {}

    /// What the compiler's parser alone says of each source, in the order given. Names are not
    /// looked up, so this needs no headers and no class path, and is quick. Files that kill or
    /// overstay in a child, and those too large, are told apart by their problem.
    ///
    /// @param release the Java language level, 8 to 25
    /// @param cancelled asked often; once true, the child is stopped
    /// @throws java.util.concurrent.CancellationException when cancelled
    List<Parsed> parse(List<Source> sources, int release, BooleanSupplier cancelled);

    @Override
    void close();

    /// What is asked at once: compile groups share a child's threads.
    ///
    /// @param groups no file is to be attributed in two of them
    record Request(List<Group> groups) {
        public Request {
            groups = List.copyOf(groups);
        }

        /// Of one group.
        public Request(List<Source> attribute, List<Source> headers, List<Path> classpath, int release) {
            this(List.of(new Group(attribute, headers, classpath, release)));
        }

        /// Files whose facts are wanted, group after group.
        public List<Source> attribute() {
            return groups.stream().flatMap(group -> group.attribute().stream()).toList();
        }

        /// @param attribute files whose facts are wanted
        /// @param headers other files of the same repository, of which declarations are read and bodies are not
        /// @param classpath jars, in order
        /// @param release the Java language level, 8 to 25
        public record Group(List<Source> attribute, List<Source> headers, List<Path> classpath, int release) {
            public Group {
                attribute = List.copyOf(attribute);
                headers = List.copyOf(headers);
                classpath = List.copyOf(classpath);
            }
        }
    }

    /// What a change could reach.
    ///
    /// @param names simple names that mean something else after the change than before it, the old
    ///     ones and the new, members' and types' alike; none: bodies are left out nowhere
    /// @param paths files bodies may be left out of: without diagnostics before the change, and with
    ///     the same text in every body that has none of the names
    record Focus(Set<String> names, Set<String> paths) {
        public static final Focus EVERYTHING = new Focus(Set.of(), Set.of());

        public Focus {
            names = Set.copyOf(names);
            paths = names.isEmpty() ? Set.of() : Set.copyOf(paths);
        }
    }

    /// @param leftOut extents of the bodies nothing is known of, braces included; disjoint and in order
    record Partial(FileFacts facts, List<Range> leftOut) {
        public Partial {
            leftOut = List.copyOf(leftOut);
        }
    }

    /// What the graph keeps of a file.
    ///
    /// @param outline [Outline#NONE] of a file without facts
    record Indexed(PackedFile packed, Outline outline) {
        /// Of a file without an outline.
        public static Indexed of(FileFacts facts) {
            return new Indexed(PackedFile.of(facts), Outline.NONE);
        }

        public FileInfo file() {
            return packed.file();
        }
    }

    /// The answer about the syntax of one file.
    ///
    /// @param errors of severity `ERROR`, by place: those the file's facts would have for its syntax
    /// @param problems as the facts of the file would have them; `SYNTAX_ERROR` exactly when there
    ///     are errors
    record Parsed(String path, List<Diagnostic> errors, List<FileProblem> problems) {
        public Parsed {
            errors = List.copyOf(errors);
            problems = List.copyOf(problems);
        }
    }

    /// A file. Its bytes are read each time they are asked for, so that a large repository need not be
    /// held.
    ///
    /// @param path relative to the repository's root, with `/`
    /// @param blobId the Git object id of the bytes, 40 hex digits
    /// @param size of the file as it stands, bytes
    /// @param content gives the bytes; thread-safe
    record Source(String path, String blobId, int size, Supplier<byte[]> content) {
        /// @param bytes the file as it stands
        public Source(String path, String blobId, byte[] bytes) {
            this(path, blobId, bytes.length, () -> bytes);
        }

        public byte[] bytes() {
            return content.get();
        }
    }
}
