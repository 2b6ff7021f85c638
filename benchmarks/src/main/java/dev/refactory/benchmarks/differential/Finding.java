package dev.refactory.benchmarks.differential;

/// What one engine made of one request, as the referee sees it.
///
/// @param errors that a plain compiler reports of the result; 0 when nothing changed
/// @param firstError of them; empty when there is none
/// @param otherwise where it compiles to code that names something else than before; empty when it does not, and of an
///     operation that is to change that
/// @param lines how much is different
/// @param result a mark of the tree after it: equal ones are the same
record Finding(
        String engine,
        Request request,
        Answer answer,
        int errors,
        String firstError,
        String otherwise,
        LineChange lines,
        String result) {
    boolean changed() {
        return answer.end() == Answer.End.CHANGED;
    }

    boolean compiles() {
        return changed() && errors == 0;
    }

    boolean sound() {
        return compiles() && otherwise.isEmpty();
    }

    /// For people, in one line.
    String end() {
        return switch (answer.end()) {
            case REFUSED -> "refused: " + answer.message();
            case NO_CHANGE -> "no change" + (answer.message().isEmpty() ? "" : "; " + answer.message());
            case FAILED -> "failed: " + answer.message();
            case CHANGED ->
                lines.lines() + " lines, " + lines.beyond() + " beyond need, "
                        + (errors == 0 ? "compiles" : errors + " errors: " + firstError)
                        + (otherwise.isEmpty() ? "" : "; BOUND OTHERWISE: " + otherwise)
                        + (lines.example().isEmpty()
                                ? ""
                                : "; beyond: " + lines.example().strip())
                        + (answer.message().isEmpty() ? "" : "; " + answer.message());
        };
    }
}
