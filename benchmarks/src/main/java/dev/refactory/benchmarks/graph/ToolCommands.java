package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.corpus.Corpus;
import dev.refactory.benchmarks.peer.JavaParserPeer;
import dev.refactory.benchmarks.peer.JavacPeer;
import dev.refactory.benchmarks.peer.OpenRewriteParse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How each tool is started on a corpus.
final class ToolCommands {
    /// OpenRewrite reads the compiler's own trees.
    private static final List<String> COMPILER_PACKAGES = List.of(
            "api", "code", "comp", "file", "jvm", "main", "model", "parser", "processing", "resources", "tree", "util");

    private static final int MIB_OF_ANY = 2048;

    private final GraphOptions options;
    private final Path libraries;

    ToolCommands(GraphOptions options) {
        this.options = options;
        this.libraries = options.places().home().resolve("benchmarks/target/peer");
    }

    /// The heap that a peer gets, MiB: ample, since nothing of ours shall win by its want of memory.
    static int heapMib(Tool tool, double millionLines) {
        double each = switch (tool) {
            case OURS -> 0;
            case JAVAC -> 1700;
            case OPENREWRITE -> 4000;
            case JAVAPARSER -> 1700;
        };
        return MIB_OF_ANY + (int) (each * millionLines);
    }

    List<String> peer(Tool tool, Corpus corpus) throws IOException {
        Path classPath = Files.writeString(options.places().work().resolve("class-path.txt"), corpus.classPath());
        String heap = "-Xmx" + heapMib(tool, corpus.millionLines()) + "m";
        List<String> command = new ArrayList<>(List.of(java(), heap, "-XX:+UseParallelGC"));
        String main = switch (tool) {
            case OURS -> throw new IllegalArgumentException("Not a peer");
            case JAVAC -> JavacPeer.class.getName();
            case OPENREWRITE -> OpenRewriteParse.class.getName();
            case JAVAPARSER -> JavaParserPeer.class.getName();
        };
        if (tool == Tool.OPENREWRITE) {
            for (String name : COMPILER_PACKAGES) {
                command.add("--add-opens=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
                command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path") + ":" + libraries.resolve("*"), main));
        command.addAll(List.of(corpus.sources().toString(), classPath.toString(), Integer.toString(corpus.release())));
        command.add(
                tool == Tool.JAVAPARSER
                        ? Long.toString(Math.max(1, options.counts().limit().toMinutes() / 3))
                        : Integer.toString(1 + options.counts().warm()));
        return command;
    }

    /// @param words what the indexer shall do
    List<String> ours(Path copies, List<String> words) {
        GraphOptions.Indexer indexer = options.indexer();
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xms64m",
                "-Xmx" + indexer.parentMib() + "m",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                IndexerProcess.class.getName()));
        command.addAll(
                List.of(copies.toString(), Integer.toString(indexer.children()), Integer.toString(indexer.childMib())));
        command.addAll(words);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
