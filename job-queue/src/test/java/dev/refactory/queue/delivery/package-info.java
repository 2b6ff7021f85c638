/// The loop and the relay, over the stores' twins.
package dev.refactory.queue.delivery;
