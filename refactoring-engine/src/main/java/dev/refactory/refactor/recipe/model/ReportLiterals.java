package dev.refactory.refactor.recipe.model;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.rewrite.JavaLiterals;
import dev.refactory.refactor.rewrite.JavaLiterals.Kind;
import dev.refactory.refactor.rewrite.JavaLiterals.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One finding for each literal that an expression matches: its value, or the text of a number with
/// or without underscores. Limited by file, so that it does not matter how files were cut into
/// tasks.
public final class ReportLiterals implements Operation {
    /// The operation, as requests name it.
    public static final String NAME = "report-literals";
    /// Parameter: what the literal is to match, as [LiteralPattern] reads it.
    public static final String PATTERN = "pattern";
    /// The rule its findings are of.
    public static final String RULE = "find-literals";
    /// More of one file are counted, not listed.
    static final int MAX_FINDINGS_PER_FILE = 200;

    private static final int MAX_SHOWN = 80;

    @Override
    public Result run(ModelRequest request, ModelRequest.File file) {
        LiteralPattern pattern;
        try {
            pattern = LiteralPattern.of(Operation.argument(request, PATTERN));
        } catch (LiteralPattern.Malformed e) {
            throw new IllegalArgumentException("the pattern cannot be read: " + e.getMessage(), e);
        }
        LineIndex lines = LineIndex.of(file.text());
        List<Finding> findings = new ArrayList<>();
        Range last = new Range(0, 0);
        int more = 0;
        for (Literal literal : JavaLiterals.of(file.text())) {
            Optional<String> matched = matched(pattern, literal);
            if (matched.isEmpty()) {
                continue;
            }
            if (findings.size() < MAX_FINDINGS_PER_FILE) {
                last = literal.range();
                findings.add(finding(file.path(), lines, last, "note", message(literal, matched.get())));
            } else {
                more++;
            }
        }
        if (more > 0) {
            String sentence = "The first " + MAX_FINDINGS_PER_FILE + " of this file are listed, " + more + " are not.";
            findings.add(finding(file.path(), lines, last, "warning", sentence));
        }
        return new Result(List.of(), findings);
    }

    private static Optional<String> matched(LiteralPattern pattern, Literal literal) {
        Optional<String> matched = pattern.in(literal.value());
        return matched.isEmpty()
                        && literal.kind() == Kind.NUMBER
                        && literal.value().contains("_")
                ? pattern.in(literal.value().replace("_", ""))
                : matched;
    }

    private static String message(Literal literal, String matched) {
        String word = switch (literal.kind()) {
            case STRING -> "string literal";
            case TEXT_BLOCK -> "text block";
            case CHARACTER -> "character literal";
            case NUMBER -> "number literal";
        };
        String shown = word + " " + quoted(literal.kind(), literal.value());
        boolean whole = matched.isEmpty() || matched.equals(literal.value()) || literal.kind() == Kind.NUMBER;
        return whole ? shown : shown + ", matched by " + quoted(literal.kind(), matched);
    }

    private static String quoted(Kind kind, String value) {
        return switch (kind) {
            case STRING, TEXT_BLOCK -> "\"" + shown(value) + "\"";
            case CHARACTER -> "'" + shown(value) + "'";
            case NUMBER -> shown(value);
        };
    }

    /// On one line, and not too long.
    private static String shown(String value) {
        String line = value.length() <= MAX_SHOWN
                ? value
                : value.substring(0, MAX_SHOWN - (Character.isHighSurrogate(value.charAt(MAX_SHOWN - 1)) ? 1 : 0))
                        + "…";
        return line.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    private static Finding finding(String path, LineIndex lines, Range range, String level, String message) {
        int column = lines.column(range.start());
        int end = Math.min(range.end(), Math.max(range.start(), lines.lineEnd(range.start())));
        return new Finding(
                RULE,
                level,
                "",
                path,
                lines.line(range.start()),
                column,
                column + end - range.start(),
                message,
                ReportOccurrences.excerpt(lines.lineText(range.start())));
    }
}
