package dev.refactory.benchmarks.differential;

import java.util.List;

/// What one engine made of a request. The texts it changed lie beside it in a directory of the request's number.
///
/// @param number of the request
/// @param seconds until the new texts were there; of ours with the proof
/// @param proofSeconds the part of them that proved the result; 0 when there was no proof
/// @param gone paths that are no more
/// @param message why it was refused or failed; else empty
record Answer(int number, End end, double seconds, double proofSeconds, List<String> gone, String message) {
    /// How it ended.
    enum End {
        REFUSED,
        NO_CHANGE,
        CHANGED,
        FAILED
    }
}
