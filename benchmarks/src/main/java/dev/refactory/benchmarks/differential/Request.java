package dev.refactory.benchmarks.differential;

import java.util.List;
import java.util.Map;

/// What both are asked for.
///
/// @param number of the request, from 0
/// @param operation the row of the table it counts in
/// @param tree which tree it is about: a directory beside the requests
/// @param about for people
/// @param ours recipe and parameters
/// @param theirs recipe and arguments, as `OpenRewriteRecipes` reads them
/// @param names that a changed line is expected to have one of; any other changed line is beyond need
record Request(int number, String operation, String tree, String about, Asked ours, Asked theirs, List<String> names) {
    static final String PLAIN = "plain";
    static final String PLANTED = "planted";

    /// @param recipe its name
    /// @param words by name
    record Asked(String recipe, Map<String, String> words) {}
}
