package dev.refactory.queue.job;

import dev.refactory.kit.problem.ErrorCode;

/// Why a job failed, or an attempt did.
///
/// @param subject what it is about, at most 255 characters are kept
/// @param message a sentence with the way out, at most 2,000 characters are kept
public record JobError(ErrorCode code, String subject, String message) {
    private static final int SUBJECT = 255;
    private static final int MESSAGE = 2_000;

    public JobError {
        subject = cut(subject, SUBJECT);
        message = cut(message, MESSAGE);
    }

    private static String cut(String text, int limit) {
        String clean = text.replace('\0', ' ');
        return clean.length() <= limit ? clean : clean.substring(0, limit - 1) + "…";
    }
}
