package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.Exchange.Lost;
import dev.refactory.index.java.JavaAttributor.Source;

/// The answers about files nothing is known of, each with why.
final class WithoutFacts {
    private WithoutFacts() {}

    static FileFacts tooLarge(Source source, int most) {
        return because(
                source,
                FileProblem.Kind.TOO_LARGE,
                "It has " + source.size() + " bytes and files up to " + most
                        + " are analysed; exclude it with .sparkignore or raise the limit.");
    }

    static FileFacts crashed(Source source, Lost lost) {
        String sentence = switch (lost.kind()) {
            case CRASHED, KILLED ->
                "Reading it, " + lost.reason() + "; the file is kept as it is and no facts of it are known.";
            case OVERSTAYED -> "Reading it was stopped: " + lost.reason() + "; no facts of it are known.";
        };
        return because(source, FileProblem.Kind.ANALYSIS_CRASHED, sentence);
    }

    static FileFacts givenUp(Source source) {
        return because(
                source,
                FileProblem.Kind.ANALYSIS_CRASHED,
                "It was not analysed: so much time went on files around it that the analyser had to be stopped for;"
                        + " exclude those with .sparkignore.");
    }

    private static FileFacts because(Source source, FileProblem.Kind kind, String sentence) {
        return FileFacts.withoutFacts(
                source.path(),
                source.blobId(),
                "java",
                SourceText.lines(source.bytes()),
                new FileProblem(kind, sentence));
    }
}
