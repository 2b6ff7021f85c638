package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Prints speed and memory for a sources jar: `MeasureAttribution CHILDREN HEAP_MIB sources.jar [class.jar…]`.
final class MeasureAttribution {
    private MeasureAttribution() {}

    public static void main(String[] arguments) {
        Ticker ticker = SystemTime.ticker();
        int children = Integer.parseInt(arguments[0]);
        int heap = Integer.parseInt(arguments[1]);
        List<Source> sources = SourcesJar.read(Path.of(arguments[2]));
        List<Path> classpath = Arrays.stream(arguments).skip(3).map(Path::of).toList();
        Config config =
                Config.defaults().withChildren(children).withThreads(children).withHeapMib(heap);
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(config, ticker)) {
            for (String run : List.of("cold", "warm 1", "warm 2", "warm 3")) {
                Request whole = new Request(sources, List.of(), classpath, 25);
                report(run, sources.size(), attributor, whole, ticker);
            }
            List<Source> few = sources.subList(0, Math.min(30, sources.size()));
            List<Source> rest = sources.subList(few.size(), sources.size());
            for (int i = 0; i < 5; i++) {
                report("30 files", few.size(), attributor, new Request(few, rest, classpath, 25), ticker);
            }
            List<Source> one = sources.subList(0, 1);
            report(
                    "1 file",
                    1,
                    attributor,
                    new Request(one, sources.subList(1, sources.size()), classpath, 25),
                    ticker);
        }
    }

    private static void report(String run, int files, ChildJavaAttributor attributor, Request request, Ticker ticker) {
        long start = ticker.nanos();
        List<FileFacts> facts = attributor.attribute(request, () -> false);
        double seconds = (ticker.nanos() - start) / 1e9;
        long lines = facts.stream().mapToLong(FileFacts::lines).sum();
        long occurrences = facts.stream().mapToLong(f -> f.occurrences().size()).sum();
        long unresolved = facts.stream()
                .flatMap(f -> f.occurrences().stream())
                .filter(o -> o.symbol().startsWith("?"))
                .count();
        long errors = facts.stream().mapToLong(f -> f.diagnostics().size()).sum();
        System.out.printf(
                "%-9s %5d files %8d lines %6.2f s %8.0f lines/s %8d occurrences"
                        + " %d unresolved %d diagnostics %d problems peak heap %d MiB%n",
                run,
                files,
                lines,
                seconds,
                lines / seconds,
                occurrences,
                unresolved,
                errors,
                facts.stream().mapToLong(f -> f.problems().size()).sum(),
                attributor.peakHeapKib() >> 10);
    }
}
