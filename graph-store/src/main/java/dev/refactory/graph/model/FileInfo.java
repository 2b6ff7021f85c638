package dev.refactory.graph.model;

import java.util.List;

/// A file of a snapshot without its facts. See [FileFacts] for the parts.
public record FileInfo(String path, String blobId, String language, int lines, List<FileProblem> problems) {
    public FileInfo {
        problems = List.copyOf(problems);
    }

    public boolean isJava() {
        return language.equals("java");
    }

    /// It is Java, and was shown to the compiler, whatever came of it.
    public boolean attributed() {
        return isJava() && problems.stream().map(FileProblem::kind).noneMatch(FileProblem.Kind::keptFromAnalysis);
    }
}
