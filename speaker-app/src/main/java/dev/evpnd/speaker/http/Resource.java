package dev.evpnd.speaker.http;

/// Something that can be asked for, at a path.
@FunctionalInterface
interface Resource {

    /// Called on a thread that may wait.
    ///
    /// @throws Refusal when it is not answered as it was asked
    /// @throws dev.evpnd.speaker.query.QueryFailure when there is no answer
    Answer answer(Question question);
}
