package dev.refactory.benchmarks.differential;

import dev.refactory.benchmarks.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What both made of all requests, as a table, and where they disagree.
final class DifferentialTable {
    /// A request with what came of it.
    private record Pair(String library, Finding ours, Finding theirs) {
        boolean agreed() {
            return ours.answer().end() == theirs.answer().end() && ours.result().equals(theirs.result());
        }

        Finding of(String engine) {
            return ours.engine().equals(engine) ? ours : theirs;
        }

        Finding other(String engine) {
            return ours.engine().equals(engine) ? theirs : ours;
        }

        /// Something was to be done, the other did it, and this engine did not.
        boolean leftUndone(String engine) {
            return !of(engine).changed()
                    && other(engine).sound()
                    && !ours.request().names().isEmpty();
        }
    }

    private final Map<String, List<Pair>> byOperation = new TreeMap<>();
    private final List<Pair> all = new ArrayList<>();

    void add(String library, Finding ours, Finding theirs) {
        Pair pair = new Pair(library, ours, theirs);
        all.add(pair);
        byOperation
                .computeIfAbsent(ours.request().operation(), _ -> new ArrayList<>())
                .add(pair);
    }

    List<String> rows() {
        List<String> rows = new ArrayList<>(List.of(
                "| operation | engine | requests | refused | compiles | bound otherwise | breaks | no change"
                        + " | left undone | lines, median | beyond need | p50 |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|"));
        for (Operation operation : Operation.values()) {
            List<Pair> pairs = byOperation.getOrDefault(operation.title(), List.of());
            if (!pairs.isEmpty()) {
                rows.add(row(operation, OurRun.ENGINE, pairs));
                rows.add(row(operation, OpenRewriteRun.ENGINE, pairs));
            }
        }
        return rows;
    }

    private static String row(Operation operation, String engine, List<Pair> pairs) {
        List<Finding> findings = pairs.stream().map(pair -> pair.of(engine)).toList();
        Sample lines = new Sample();
        Sample millis = new Sample();
        Sample proof = new Sample();
        int beyond = 0;
        for (Finding each : findings) {
            if (each.compiles()) {
                lines.add(each.lines().lines());
                beyond += each.lines().beyond();
            }
            if (each.answer().end() != Answer.End.FAILED) {
                millis.add(each.answer().seconds() * 1000);
                if (each.answer().proofSeconds() > 0) {
                    proof.add(each.answer().proofSeconds() * 1000);
                }
            }
        }
        String time = Sample.number("%.0f ms", millis.median());
        if (proof.size() > 0) {
            time += Sample.number("; proofs %.0f ms", proof.median());
        }
        List<Object> cells = List.of(
                operation.title(),
                engine,
                findings.size(),
                count(findings, each -> each.answer().end() == Answer.End.REFUSED)
                        + failed(count(findings, each -> each.answer().end() == Answer.End.FAILED)),
                count(findings, Finding::compiles),
                count(findings, each -> each.compiles() && !each.sound()),
                count(findings, each -> each.changed() && each.errors() > 0),
                count(findings, each -> each.answer().end() == Answer.End.NO_CHANGE),
                pairs.stream().filter(pair -> pair.leftUndone(engine)).count(),
                lines.size() == 0 ? "" : Sample.number("%.0f", lines.median()),
                beyond,
                time);
        StringBuilder row = new StringBuilder("|");
        cells.forEach(cell -> row.append(' ').append(cell).append(" |"));
        return row.toString();
    }

    private static String failed(long failed) {
        return failed == 0 ? "" : ", " + failed + " failed";
    }

    private static long count(List<Finding> findings, Predicate<Finding> which) {
        return findings.stream().filter(which).count();
    }

    /// Every request that did not end alike, with what each did.
    List<String> disagreements() {
        List<String> lines = new ArrayList<>();
        for (Pair pair : all) {
            if (!pair.agreed()) {
                lines.add(pair.library() + " " + pair.ours().request().number() + " "
                        + pair.ours().request().operation() + " "
                        + pair.ours().request().about());
                for (Finding each : List.of(pair.ours(), pair.theirs())) {
                    String undone = pair.leftUndone(each.engine()) ? "LEFT UNDONE " : "";
                    lines.add("  " + each.engine() + ": " + (each.errors() > 0 ? "BROKEN " : undone) + each.end());
                }
            }
        }
        return lines;
    }
}
