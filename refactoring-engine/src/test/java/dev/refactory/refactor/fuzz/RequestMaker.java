package dev.refactory.refactor.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes up requests to one recipe: a random symbol of a library, and mostly what a person would ask of
/// it, sometimes what nobody should. A recipe joins the fuzz with a maker in [#ALL].
interface RequestMaker {
    List<RequestMaker> ALL = List.of(new RenameTypeRequests(), new RenameMethodRequests(), new RenameFieldRequests());

    /// The recipe's name.
    String recipe();

    /// Empty when the library has nothing to ask it of.
    Optional<Request> make(Library library, RandomGenerator random);
}
