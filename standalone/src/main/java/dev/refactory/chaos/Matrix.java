package dev.refactory.chaos;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All rows there are, in their order.
final class Matrix {
    private static final List<Row> ROWS = Stream.of(
                    ProcessRows.all(), IndexRows.all(), PostgresRows.all(), KafkaRows.all())
            .flatMap(List::stream)
            .toList();

    private Matrix() {}

    static List<Row> all() {
        return ROWS;
    }

    /// The rows named, in the order given; `C9` is all rows that begin with `C9-`.
    /// @throws RefactoryException `invalid_parameter` when there is no such row
    static List<Row> named(List<String> ids) {
        List<Row> named = new ArrayList<>();
        for (String id : ids) {
            List<Row> found = ROWS.stream()
                    .filter(row -> row.id().equalsIgnoreCase(id)
                            || row.id().regionMatches(true, 0, id + "-", 0, id.length() + 1))
                    .toList();
            if (found.isEmpty()) {
                throw new RefactoryException(
                        ErrorCode.INVALID_PARAMETER,
                        "--rows",
                        "There is no row " + id + ": `refactory chaos --list` shows those there are.");
            }
            found.stream().filter(row -> !named.contains(row)).forEach(named::add);
        }
        return named;
    }
}
