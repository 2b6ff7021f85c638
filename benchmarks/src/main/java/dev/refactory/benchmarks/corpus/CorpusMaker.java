package dev.refactory.benchmarks.corpus;

import dev.refactory.client.Git;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.kit.file.FileTrees;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Makes published sources into Git repositories of many modules. Each is made once and kept.
public final class CorpusMaker {
    /// Every module's: the highest that any of the artifacts asks for.
    private static final int RELEASE = 21;

    /// A corpus is complete when it has this share of the lines wanted, and never has more than the other.
    private static final double LEAST = 0.97;

    private static final double MOST = 1.05;

    private final Dependencies dependencies;
    private final Path directory;
    private final PrintStream progress;

    /// @param directory where corpora are kept
    public CorpusMaker(Dependencies dependencies, Path directory, PrintStream progress) {
        this.dependencies = dependencies;
        this.directory = directory;
        this.progress = progress;
    }

    /// What was taken so far.
    private static final class Taken {
        final Set<String> paths = new HashSet<>();
        final List<String> modules = new ArrayList<>();
        long lines;
        int duplicates;
        int descriptors;
    }

    /// A corpus of about so many million lines.
    /// @throws IOException when sources cannot be had
    public Corpus make(double millionLines) throws IOException {
        Path place = directory.resolve(String.format(Locale.ROOT, "%.1fM", millionLines));
        if (!Corpus.complete(place)) {
            FileTrees.delete(place);
            Files.createDirectories(directory);
            Path draft = Files.createTempDirectory(directory, ".making-");
            try {
                fill(draft, Math.round(millionLines * 1e6));
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                FileTrees.delete(draft);
            }
        }
        return Corpus.read(place);
    }

    private void fill(Path draft, long wanted) throws IOException {
        Path sources = draft.resolve("sources");
        Taken taken = new Taken();
        PublishedSources published = new PublishedSources(dependencies);
        for (ReleasedArtifact artifact : ReleasedArtifact.all()) {
            if (taken.lines >= wanted * LEAST) {
                break;
            }
            PublishedSources.Published files = published.fetch(artifact);
            Unpacked unpacked = Unpacked.read(files.archive(), taken.paths);
            if (taken.lines + unpacked.lines() <= wanted * MOST) {
                take(artifact, unpacked, files.pom(), sources, taken);
            }
        }
        if (taken.lines < wanted * LEAST) {
            throw new IOException("The list of artifacts has only " + taken.lines + " lines, not " + wanted);
        }
        Files.writeString(sources.resolve("pom.xml"), rootPom(taken.modules));
        describe(draft, taken);
    }

    private void take(ReleasedArtifact artifact, Unpacked unpacked, Path pom, Path sources, Taken taken)
            throws IOException {
        Path module = sources.resolve(artifact.name());
        for (Map.Entry<String, byte[]> file : unpacked.files().entrySet()) {
            Path target = module.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        Files.createDirectories(module);
        Files.write(module.resolve("pom.xml"), ModulePom.of(Files.readAllBytes(pom), RELEASE, artifact.extras()));
        taken.modules.add(artifact.name());
        taken.lines += unpacked.lines();
        taken.duplicates += unpacked.duplicates();
        taken.descriptors += unpacked.descriptors();
        unpacked.files().keySet().stream()
                .filter(path -> path.endsWith(".java"))
                .forEach(taken.paths::add);
        progress.println(artifact.coordinates() + ": " + unpacked.lines() + " lines, in all " + taken.lines);
    }

    /// A repository of one's own: its HEAD, with every Java file and every build file in it.
    public Corpus of(Path repository, Path work) throws IOException {
        Path place = work.resolve("own");
        FileTrees.delete(place);
        Path sources = Files.createDirectories(place).resolve("sources");
        new Git(place).must("clone", "-q", "--depth", "1", repository.toUri().toString(), sources.toString());
        FileTrees.delete(sources.resolve(".git"));
        Taken taken = new Taken();
        for (Path file : SourceTree.javaFiles(sources)) {
            taken.lines += SourceTree.lines(Files.readAllBytes(file));
        }
        taken.modules.addAll(SourceTree.poms(sources).keySet());
        describe(place, taken);
        return Corpus.read(place);
    }

    private void describe(Path draft, Taken taken) throws IOException {
        Path sources = draft.resolve("sources");
        Dependencies.Resolved resolved = dependencies.resolve(SourceTree.poms(sources), () -> false);
        int files = 0;
        long bytes = 0;
        for (Path file : SourceTree.javaFiles(sources)) {
            files++;
            bytes += Files.size(file);
        }
        Corpus corpus = new Corpus(
                draft,
                new Corpus.Counts(taken.modules.size(), files, taken.lines, bytes, taken.duplicates, taken.descriptors),
                resolved.release(),
                resolved.jars().stream().map(Dependencies.Jar::path).toList(),
                resolved.unresolved());
        SourceTree.commit(sources, corpus.repository(), "");
        corpus.describe();
    }

    private static String rootPom(List<String> modules) {
        StringBuilder pom = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.refactory.benchmarks</groupId>
                  <artifactId>corpus</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <modules>
                """);
        modules.forEach(module -> pom.append("    <module>").append(module).append("</module>\n"));
        return pom + "  </modules>\n</project>\n";
    }
}
