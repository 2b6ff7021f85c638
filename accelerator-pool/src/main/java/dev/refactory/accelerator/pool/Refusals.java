package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.Collection;

/// The pool's sentences of refusal.
final class Refusals {
    private Refusals() {}

    static RefactoryException nameTaken(String member) {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                member,
                "An accelerator named " + member + " is in the pool already; give each its own name.");
    }

    static RefactoryException unknownModel(String model, Collection<String> served) {
        return new RefactoryException(
                ErrorCode.NOT_AVAILABLE,
                model,
                "No accelerator serves the model " + model + "; served are: " + String.join(", ", served) + ".");
    }

    static RefactoryException noMember(String model) {
        return unavailable(
                model,
                "No accelerator that serves the model " + model
                        + " with enough room is in the pool now; start one, or try again later.");
    }

    static RefactoryException full(int waiting) {
        return unavailable("queue", "The accelerators' queue is full (" + waiting + " waiting); try again later.");
    }

    static RefactoryException closed(String request) {
        return unavailable(request, "The accelerator pool is stopping; ask again, another one will answer.");
    }

    static RefactoryException erred(String request) {
        return new RefactoryException(
                ErrorCode.INTERNAL,
                request,
                "The accelerator pool erred and starts over; ask again, and look at the accelerator's log for why.");
    }

    static RefactoryException lostTooOften(String request, int runs) {
        return unavailable(
                request,
                "Accelerators failed under this request " + runs + " times; it was given up. Try again later.");
    }

    static RefactoryException tooLong(InferenceRequest request, long capacity) {
        return new RefactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                request.requestId(),
                "A prompt of " + request.promptTokens() + " tokens and "
                        + RequestBook.ANSWER_TOKENS_RESERVED + " for the answer do not fit any accelerator (largest: "
                        + capacity + " tokens); split the request.");
    }

    static RefactoryException differentWork(String request) {
        return new RefactoryException(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                request,
                "Request " + request + " is in flight with another model or input; use a new request id.");
    }

    private static RefactoryException unavailable(String subject, String sentence) {
        return new RefactoryException(ErrorCode.ACCELERATOR_UNAVAILABLE, subject, sentence);
    }
}
