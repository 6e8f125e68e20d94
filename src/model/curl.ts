/** curl's `-u`, alone or behind short options that take no value, as a regular expression: `-u`, `-su`, `-fsSLu`. */
export const USER_CLUSTER = "-[0-4fgiIjkLlnNOpRsSvZ#]{0,12}u";
