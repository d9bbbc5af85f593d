/** Places of models within models. */

/**
 * A model and where it starts. Places in a model count from there, so that it stays true wherever an edit moves it;
 * places of a part count from the start of the part.
 */
export interface Part<M> {
  readonly model: M;
  readonly start: number;
}
