package dev.refactory.accelerator.schedule;

import java.util.List;

/// The next step of an accelerator, as a policy fills it.
public interface Iteration {
    /// When the step begins.
    long nowPicos();

    /// Whether nobody is in the batch, not even a call whose prompt is not there yet.
    boolean isEmpty();

    /// Streams that decode: each takes one token of the step.
    int streams();

    /// The sum of their contexts.
    long contexts();

    /// Calls whose prompt is to be computed, in the order they were admitted.
    int prompts();

    /// Tokens of the prompt that are still to be computed, of one of them.
    ///
    /// @param index from 0 to [#prompts()] - 1
    int promptLeft(int index);

    /// Tokens of it that are computed.
    int promptDone(int index);

    /// The call it is of.
    Call prompt(int index);

    /// Tokens of context that no call holds.
    long freeContext();

    /// Tokens of room that a call needs to begin.
    long needed(Call call);

    /// Calls in the batch, those that were set aside among them.
    int calls();

    /// Whether there is room for a call's context.
    boolean hasRoom(Call call);

    /// Takes a call into the batch, behind the other prompts. What is kept of its prompt counts as
    /// computed; when it has to be brought back first, the prompt is not among these before it is.
    ///
    /// @throws IllegalStateException when there is no room
    void admit(Call call);

    /// Whether streams can be set aside here.
    boolean canSetAside();

    /// Whether every stream has room for its next token. A step cannot be taken before they have.
    boolean hasRoomForStep();

    /// The streams that decode, in the order of their arrival.
    List<Call> decoding();

    /// Takes a stream out of the batch; its context is copied outside. It goes on when it is brought back.
    void setAside(Call call);

    /// Who was set aside, in the order of arrival.
    List<Call> aside();

    /// Whether there is room to bring one of them back.
    boolean hasRoomAgain(Call call);

    /// Takes it into the batch again. It decodes when its context is back.
    ///
    /// @throws IllegalStateException when there is no room
    void bringBack(Call call);

    /// Computes tokens of a prompt in this step.
    ///
    /// @param tokens at least 1, at most what is left of it; the call's first token comes with the last of them
    void compute(int index, int tokens);
}
